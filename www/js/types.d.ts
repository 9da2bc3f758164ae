/** What crosses the border between the shell and the Wasm, and what the shell keeps of a chart. */

import type { DrawDetail, DrawnTable, FactDetail, ParamDetail, PointDetail, Problem, Source } from './elements';

export type { DrawDetail, DrawnTable, FactDetail, ParamDetail, Problem, Source };

/** What is known of a chart once its spec and data are read. */
export interface Outline {
  heading: string;
  subheading: string;
  note: string;
  sources: Source[];
  /** The text alternative. */
  summary: string;
  /** Short accessible name of the plot. */
  label: string;
  problems: Problem[];
  rows: number;
  /** The widget's own words in the chart's language. */
  words: Record<string, string>;
  /** From the full engine only: what the reader is to draw, and may choose. */
  draw?: { prompt: string; hidden: boolean; longest: string } | null;
  params?: Param[];
  /** From the full grammar only: a reader can select, or set something. */
  interactive?: boolean;
  inputs?: Input[];
}

/** A value that the reader may choose, on a slider or among options. */
export interface Param {
  name: string;
  label: string;
  value: unknown;
  /** The value in the reader's language. */
  written: string;
  min?: number;
  max?: number;
  step?: number;
  options?: { value: unknown; label: string }[];
}

/** How the reader's line stands: whether it is begun, the point that it is at, and what is still to do. */
export interface Stands {
  begun: boolean;
  said: string;
  rest: string;
}

/** An input that a parameter, or a field of a selection, is bound to. */
export interface Input {
  param: string;
  field: string;
  label: string;
  /** As the spec has it. */
  bind: { input: string; min?: number; max?: number; step?: number; options?: any[]; labels?: string[]; placeholder?: string; autocomplete?: string; debounce?: number };
  value: any;
}

/** What came of an event: which parameters changed, and what the page is to do. */
export interface Outcome {
  changed: string[];
  handled: boolean;
  dragging: boolean;
  cursor: string;
}

/** What the width decides. */
export interface Arrangement {
  /** The plot's preferred height with its axis labels, in CSS pixels. */
  height: number;
  /** The height below which rows would lose their words. */
  least?: number;
  key: { name: string; color: string; kind: string }[];
  /** From the full grammar only: the picture takes what height it is given. */
  fills?: boolean;
  /** Numbered texts under the plot. */
  notes: string[];
}

/** What the page gives: its font, ink and paper; colours are `#rrggbb`. */
export interface Theme {
  font: string;
  ink: string;
  paper: string;
  grid?: string;
  accent?: string;
  colors: (string | null)[];
  /** The page's font size, clamped to 15 to 19. */
  base: number;
  /** Device pixels to a CSS pixel. */
  ratio: number;
  dark: boolean;
  forced: boolean;
  /** Lines are told apart by dashes: colours are forced, or the page is printed. */
  dashed: boolean;
  rtl: boolean;
}

/** The values at a place on the chart. */
export interface Tip {
  title: string;
  rows: { name: string; color: string; value: string; missing: boolean }[];
  x: number;
  y: number;
  said: string;
  point: PointDetail;
}

/** A series as it is listened to. */
export interface Heard {
  series: number;
  name: string;
  points: { index: number; key: string; value: number | null; words: string }[];
}

/** The chart itself, in Rust. The lean engine's stops where anything is wrong, and has none of what stands from `csv` on. */
export declare class Graph {
  constructor(canvas: HTMLCanvasElement, overlay: HTMLCanvasElement);
  read(spec: object | undefined, attributes: Record<string, string>, data: unknown, locale: string): Outline;
  arrange(width: number, theme: Theme): Arrangement;
  draw(width: number, height: number, ratio: number, theme: Theme): void;
  hover(x: number, y: number): Tip | null;
  key(name: string): Tip | null;
  leave(): void;
  fact(expression: string, text: string, before: string, after: string): FactDetail;
  show(expression: string | undefined): FactDetail | null;
  /** Lets the next question name another chart: this one is `own` in it. Only the full engine's has it. */
  join?(own: string, name: string, other: Graph): void;
  /** Of a chart of the full grammar: the chart of its figures, on which facts are computed. */
  figures?: Graph;
  table(): DrawnTable;
  csv(): string;
  heard(): Heard[];
  enter(state: { highlight: string[]; until: string }, expression: string | undefined): FactDetail | null;
  morph(t: number): void;
  equip(changed: string[]): void;
  pad(): { x: number; y: number; width: number; height: number } | null;
  stroke(x: number, y: number, begins: boolean): Stands | null;
  nudge(key: string): Stands | null;
  stands(): Stands | null;
  erase(): void;
  reveal(): (DrawDetail & { said: string }) | null;
  sweep(t: number): void;
  point(series: number, index: number): Tip | null;
  svg(width: number, height: number, theme: Theme): string;
  print(canvas: HTMLCanvasElement, width: number, height: number, ratio: number, theme: Theme): void;
  free(): void;
  /** The rest is of the full grammar only. */
  act(event: object): Outcome | null;
  press(event: object): Outcome | null;
  inputs(): Input[];
  set(index: number, value: unknown): Outcome | null;
  redraw(): boolean;
  params(names: string[]): { name: string; value: unknown }[];
  told(names: string[]): string;
}

/** A chart's place on the page: the pieces of its shadow tree by their ids, and its state. */
export interface View {
  host: HTMLElement;
  root: HTMLElement;
  probe: HTMLElement;
  fall: HTMLElement;
  box: HTMLElement;
  heading: HTMLElement;
  sub: HTMLElement;
  summary: HTMLElement;
  legend: HTMLElement;
  stage: HTMLElement;
  plot: HTMLElement;
  picture: HTMLCanvasElement;
  overlay: HTMLCanvasElement;
  tip: HTMLElement;
  table: HTMLElement;
  under: HTMLElement;
  notes: HTMLElement;
  work: HTMLElement;
  note: HTMLElement;
  source: HTMLElement;
  controls: HTMLElement;
  menu: HTMLElement;
  live: HTMLElement;
  /** What is said where there is neither picture nor fallback. */
  sorry: HTMLElement;
  /** Set while the chart is on the page. */
  graph?: Graph;
  /** The graph is, or is about to be, that of the full engine (1), or of the full chart grammar (2). */
  full?: number;
  /** What addresses in the spec start from. */
  base?: string;
  /** What was read: spec, attributes, data, language. */
  given?: [any, Record<string, string>, any, string];
  /** The expression whose evidence is lit, and what is said before its working. */
  lit?: [string, string | undefined];
  /** The expression that stays lit while no other is. */
  held?: string;
  outline?: Outline;
  theme?: Theme;
  /** Shows a tooltip, or takes it away. */
  tell?: (tip: Tip | null | undefined) => void;
  /** What a module that was loaded later does with what is read. */
  after?: (outline: Outline) => void;
  /** What the controls do, once one was used. */
  tools?: Record<string, () => unknown>;
  /** Stops the sound that plays. */
  stop?: () => void;
  /** The next time that new figures are asked for, and what was found then. */
  timer?: number;
  got?: { spec: any; data: any };
  /** What is said before the working of a fact that no longer holds, where what it was at publication is known. */
  revised?: (expression: string) => string;
  /** The params that the reader has changed. */
  changed?: string[];
  /** When the figures were last new. */
  stamp: HTMLElement;
  /** Width of the place, and the one that the height was decided for. */
  width: number;
  fixed?: number;
  /** Height of the whole box, and of the plot in it. */
  tall: number;
  high: number;
  /** Properties set by the page. */
  spec?: any;
  data?: any;
  /** Counts the changes, so that what was overtaken is dropped. */
  turn: number;
  /** A change waits for the end of the script that makes it, or for its drawing. */
  due?: boolean;
  pending?: boolean;
  /** Why there is no picture. */
  error?: Problem;
}

/**
 * Nutgraph's elements as pages see them: what `nutgraph build --package` publishes as the types of the npm package, and what the
 * reference (docs/reference.md) is written from. The sources of the shell are held against it, and share what crosses the border.
 */

/** A failure: where, what was found, what to do about it. */
export interface Problem {
  /** A short word for the kind of failure, such as `no-data`. */
  code: string;
  /** All of it in one line. */
  message: string;
  /** The row and column of the data, the path in the spec, or the element. */
  place: string;
  /** What is there. */
  found: string;
  /** What to do about it. */
  remedy: string;
  /** `error`, or `warning` where the chart is drawn all the same. */
  severity?: string;
}

/** Who the figures are from. */
export interface Source {
  name: string;
  url: string;
}

/** A computed fact and what the words beside it make of it. */
export interface FactDetail {
  /** Whether the words and the data agree. */
  verdict: 'agrees' | 'disagrees' | 'cannot tell';
  /** The value itself; a change of 52 percent is 0.52, a date its text. */
  value: number | string | boolean | (number | string)[];
  /** What kind of value it is: `change`, `rank`, `date` and so on. */
  kind: string;
  /** Its unit, such as `ha` or `%`; empty for none. */
  unit: string;
  /** The value as a reader writes it, in the chart's language. */
  shown: string;
  /** How it was computed, from which figures, as a sentence without its result. */
  working: string;
  /** What that sentence comes to. */
  result: string;
  /** The least that the words stand for. */
  low: number | null;
  /** The most that the words stand for. */
  high: number | null;
  /** Why words and data do not agree, or why nobody can tell. */
  why: string;
  /** Who the figures are from that it was computed from. */
  sources: Source[];
  /** Said where the words no longer hold by the reader's own choice: from the full engine only. */
  revised?: string;
  /** From the full engine only: `>=` for a lower bound and so on. */
  bound?: string;
  /** From the full engine only: where the value may lie. */
  interval?: { low: number; high: number; level: number } | null;
  /** From the full engine only: the lines of the data that prove it. */
  evidence?: { chart: number; column: string; lines: number[] }[];
}

/** The rows as drawn, each cell as it is written; `null` where there is no figure. */
export interface DrawnTable {
  caption: string;
  columns: { name: string; numeric: boolean }[];
  rows: (string | null)[][];
}

/** Data in memory: CSV, TSV or JSON as text, an address, records, or columns. */
export type Data = string | Record<string, unknown>[] | Record<string, ArrayLike<unknown>>;

/** The detail of `nut-ready`. */
export interface ReadyDetail {
  /** Rows that were drawn. */
  rows: number;
  /** What was drawn all the same, with what is doubtful about it. */
  problems: Problem[];
}

/** The detail of `nut-point`. */
export interface PointDetail {
  /** The place on the x axis, or the name of the bar. */
  x: string | number;
  /** The values there, by series. */
  values: Record<string, number | null>;
}

/** The detail of `nut-fact`. */
export interface FactEventDetail extends FactDetail {
  /** The expression of the fact. */
  expression: string;
  /** The words that it was held against; empty where the element writes the number itself. */
  text: string;
}

/** The detail of `nut-draw`. */
export interface DrawDetail {
  /** The places that were hidden. */
  x: (string | number)[];
  /** What the reader drew there; empty where they only asked to be shown. */
  values: number[];
  /** The figures. */
  actual: number[];
  /** How well, from 0 to 100; `null`, as the rest, where nothing was drawn. */
  score: number | null;
  /** The mean absolute error, in the line's unit. */
  error: number | null;
  /** Whether both lines end on the same side of the last figure that was shown. */
  direction: boolean | null;
  /** Whether the drawn line ends near the true one. */
  end: boolean | null;
}

/** The detail of `nut-param`. */
export interface ParamDetail {
  /** The name of the param. */
  name: string;
  /** What the reader has chosen. */
  value: number | string | boolean;
}

/** What the elements tell the page. All events bubble and leave shadow trees. */
export interface NutEvents {
  /** The chart is painted; again after every change of its spec or data. */
  'nut-ready': CustomEvent<ReadyDetail>;
  /** A chart or fact failed; the author's fallback stands in its place. */
  'nut-error': CustomEvent<Problem>;
  /** The reader points at a place on the chart, with a pointer, a finger or keys. */
  'nut-point': CustomEvent<PointDetail>;
  /** A fact has been computed and held against its words; again when its verdict changes. */
  'nut-fact': CustomEvent<FactEventDetail>;
  /** The reader has drawn the line, or asked to be shown it. */
  'nut-draw': CustomEvent<DrawDetail>;
  /** The reader has chosen a value. */
  'nut-param': CustomEvent<ParamDetail>;
}

/** The attributes of `<nut-graph>`. */
export interface NutGraphAttributes {
  /** Address of a spec: Vega-Lite, with `usermeta.nutgraph`. The attributes below override it. */
  spec?: string;
  /** Address of CSV, TSV or JSON (an array of records, or an object of columns). */
  data?: string;
  /** The encoding of the file of data, where it is not UTF-8 and its server does not say so: `windows-1252`. */
  charset?: string;
  /** How the data are drawn: `line`, `area`, `bar`, `point`, `rule` or `circle`. */
  mark?: string;
  /** The column of the x axis, or several columns with spaces between them; a type can follow: `year:T`. */
  x?: string;
  /** The column of the y axis, or several columns with spaces between them. */
  y?: string;
  /** The column that tells the series apart. */
  color?: string;
  /** The column whose values part the chart into panels. */
  facet?: string;
  /** What the chart shows, as news. */
  heading?: string;
  /** What is measured, where, in which unit. */
  subheading?: string;
  /** A remark under the plot. */
  note?: string;
  /** Who the figures are from; several with `;` between them. */
  source?: string;
  /** Addresses of the sources, as many as there are names, with spaces between them. */
  'source-url'?: string;
  /** The height of the whole box, in CSS pixels. */
  height?: string | number;
  /** The plot's shape, such as `16/9`. */
  aspect?: string;
  /** The story's date. What is later in the data is drawn, if at all, as later, and facts stop there. */
  'as-of'?: string;
  /** The unit of the values. */
  unit?: string;
  /** When in its year or month a value stands: `start`, `mid` or `end`. */
  period?: string;
  /** The language, as a BCP 47 tag; without it, that of the nearest `lang`. */
  locale?: string;
  /** Which controls readers get: `table download share` where nothing is said; also `listen`; or `none`. */
  controls?: string;
  /** Asks for the data again every so many seconds. */
  refresh?: string | number;
  /** Address of the manifest in which `nutgraph build --record` has kept what was published: readers are told what has changed since. */
  published?: string;
}

/** The attributes of `<nut-fact>`. */
export interface NutFactAttributes {
  /** The id of the chart that the number is about, or several ids; without it, the nearest chart before it, else the first. */
  for?: string;
  /** What the data must say: an expression of the fact language. */
  expr?: string;
}

/** The attributes of the script tag, where a CMS lets nothing else through. */
export interface NutScriptAttributes {
  /** Draws this spec in the tag's own place. */
  'data-spec'?: string;
}

/** The attributes of a passage that puts a chart into a state while it is in the middle of the screen. */
export interface NutStepAttributes {
  /** The id of the chart. */
  'data-nut-step'?: string;
  /** The series that stand out, with commas between them. */
  'data-highlight'?: string;
  /** The last x that is drawn. */
  'data-until'?: string;
  /** The expression whose evidence is lit. */
  'data-show'?: string;
}

/** The attributes of a control, or of an output, that stands for a param of a chart. */
export interface NutParamAttributes {
  /** The name of the param. */
  'data-nut-param'?: string;
  /** The id of the chart; without it, every chart that has such a param. */
  'data-for'?: string;
}

/** The parts of a chart that a page can style: `nut-graph::part(heading)`. */
export interface NutParts {
  /** The heading. */
  heading: HTMLElement;
  /** The line under it. */
  subheading: HTMLElement;
  /** The key of the colours. */
  legend: HTMLElement;
  /** The picture. */
  plot: HTMLElement;
  /** The figures at a place on the chart. */
  tooltip: HTMLElement;
  /** The table that readers can turn the plot into. */
  table: HTMLElement;
  /** The numbered texts under a narrow plot. */
  notes: HTMLElement;
  /** The remark. */
  note: HTMLElement;
  /** Who the figures are from. */
  source: HTMLElement;
  /** The reader's controls. */
  controls: HTMLElement;
}

/** The custom properties that a page can set on a chart or above it. Unset, a chart has the font and colours of its page. */
export interface NutStyles {
  /** The font. */
  '--nut-font'?: string;
  /** The colour of words and axes. */
  '--nut-ink'?: string;
  /** The colour that the chart stands on. */
  '--nut-paper'?: string;
  /** The colour of grid lines and borders. */
  '--nut-grid'?: string;
  /** The colour of the series where there is only one. */
  '--nut-accent'?: string;
  /** The colour of a series, by its place: `--nut-color-1` to `--nut-color-10`. */
  [series: `--nut-color-${number}`]: string | undefined;
}

type Heard<Element> = {
  <Name extends keyof NutEvents>(type: Name, listener: (this: Element, event: NutEvents[Name]) => unknown, options?: boolean | AddEventListenerOptions): void;
  <Name extends keyof HTMLElementEventMap>(type: Name, listener: (this: Element, event: HTMLElementEventMap[Name]) => unknown, options?: boolean | AddEventListenerOptions): void;
  (type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
};

/** `<nut-graph>`: a chart. */
export declare class NutGraph extends HTMLElement {
  /** The spec, as an object, as its JSON, or its address. */
  spec: object | string | undefined;
  /** The data; set again, the chart draws again. */
  data: Data | undefined;
  /** Kept when the picture is painted, broken with a `Problem` when there is none. */
  readonly ready: Promise<void>;
  /** The text alternative: what the chart shows, in words. */
  readonly summary: string | undefined;
  /** The rows as drawn. */
  readonly table: DrawnTable;
  /** What could not be read, with its place. */
  readonly problems: Problem[];
  /** Computes an expression on the chart's data and holds it against words; `before` and `after` are the rest of their sentence. */
  fact(expression: string, text?: string, before?: string, after?: string): Promise<FactDetail>;
  /** Lights the evidence of an expression and shows its working; without one, puts it out. */
  show(expression?: string): Promise<FactDetail | null>;
  /** The whole chart, heading to source, as SVG. */
  toSVG(): Promise<string>;
  /** The whole chart as a picture. */
  toPNG(): Promise<Blob>;
  /** The rows as CSV. */
  toCSV(): Promise<string>;
  addEventListener: Heard<NutGraph>;
}

/** `<nut-fact>`: a number in the text that the data prove. */
export declare class NutFact extends HTMLElement {
  addEventListener: Heard<NutFact>;
}

/** The version of this package. */
export declare const version: string;

/** Kept, with the version, when the engine runs; broken with a `Problem` when it cannot. */
export declare const ready: Promise<string>;

declare global {
  interface HTMLElementTagNameMap {
    'nut-graph': NutGraph;
    'nut-fact': NutFact;
  }
  interface GlobalEventHandlersEventMap extends NutEvents {}
  /** What a page has where the script, or the package, is loaded. */
  var Nutgraph: Readonly<{ version: string; ready: Promise<string> }>;
}

// As much of React's types as the package's JSX types build on.
export interface HTMLAttributes<Element> {
  id?: string;
  className?: string;
  color?: string;
  onClick?: (event: { currentTarget: Element }) => void;
}
export type DetailedHTMLProps<Attributes, Element> = Attributes & { key?: string; ref?: (element: Element | null) => void; children?: unknown };
export namespace JSX {
  interface IntrinsicElements {
    p: DetailedHTMLProps<HTMLAttributes<HTMLParagraphElement>, HTMLParagraphElement>;
  }
}

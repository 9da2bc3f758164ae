/**
 * The elements in React's JSX: `import type {} from 'nutgraph/react'`. React 19 listens to events by the names `onnut-ready`,
 * `onnut-fact` and so on.
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Data, NutEvents, NutFact, NutFactAttributes, NutGraph, NutGraphAttributes } from './nutgraph';

type Listeners = { [Name in keyof NutEvents as `on${Name}`]?: (event: NutEvents[Name]) => void };
type Properties<Element, Attributes> = Attributes & Listeners & Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Attributes>;
/** React hands objects to the elements as properties, and so spec and data may be objects. */
type GraphAttributes = Omit<NutGraphAttributes, 'spec' | 'data'> & { spec?: string | object; data?: Data };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'nut-graph': Properties<NutGraph, GraphAttributes>;
      'nut-fact': Properties<NutFact, NutFactAttributes>;
    }
  }
}

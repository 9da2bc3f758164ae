// Where pages are rendered on a server, there are no elements to define: importing the package does nothing. The markup is what readers
// get first in any case, and the elements come to life in the browser.

export class NutGraph {}
export class NutFact {}
export const version = '__NUTGRAPH_VERSION__';
export const ready = new Promise(() => {});

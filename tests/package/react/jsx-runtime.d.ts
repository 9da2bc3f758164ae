import type { JSX as Known } from './index';

export namespace JSX {
  interface IntrinsicElements extends Known.IntrinsicElements {}
}

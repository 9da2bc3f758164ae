// The looks of the furniture and of facts, as sheets that shadow trees adopt: a strict policy allows no other way.

/** @param {string} css */
const sheet = css => {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
};

// Neutrals are mixed from ink and paper; `--ink`, `--paper` are set from the measured theme.
const shared = `
[hidden]{display:none!important}
:host,.dark{--mark:#fff0a8;--warn:#a8321a}
.dark{--mark:#3d340a;--warn:#ff9d86}
.ink{--ink-2:color-mix(in srgb,var(--ink) 72%,var(--paper));--ink-3:color-mix(in srgb,var(--ink) 58%,var(--paper));--faint:color-mix(in srgb,var(--ink) 30%,var(--paper));--grid:var(--nut-grid,color-mix(in srgb,var(--ink) 14%,var(--paper)));--band:color-mix(in srgb,var(--ink) 7%,var(--paper))}
.card{all:initial;color-scheme:inherit;color:var(--ink);font-family:var(--nut-font,inherit);font-variant-numeric:lining-nums tabular-nums;position:absolute;z-index:2;box-sizing:border-box;background:var(--paper);border:1px solid var(--faint);box-shadow:0 2px 10px #00000024}
:focus-visible{outline:2px solid var(--ink);outline-offset:2px;border-radius:2px}
b{font-weight:700}
`;

export const chartSheet = sheet(shared + `
:host{display:block;contain:layout style}
:host([hidden]){display:none}
#root{position:relative}
.wait{overflow:hidden}
.wait #box{position:absolute;visibility:hidden;inset:0 0 auto}
.draw #fall,.bare #fall{height:0;overflow:hidden;visibility:hidden}
.fail:not(.bare) #box{display:none}
#box{all:initial;color-scheme:inherit;box-sizing:border-box;display:flex;flex-direction:column;position:relative;border-top:1px solid var(--ink);padding-top:10px;color:var(--nut-ink,inherit);caret-color:Canvas;font-family:var(--nut-font,inherit);font-size:clamp(15px,1em,19px);font-variant-numeric:lining-nums}
p,ul,ol{margin:0;padding:0;list-style:none}
p:empty,ul:empty,ol:empty,#heading:empty,#controls:empty{display:none}
a{color:inherit;text-underline-offset:2px}
#heading{font-size:1.25em;line-height:1.25;font-weight:700;letter-spacing:-.01em;text-wrap:balance}
.m #heading{font-size:1.375em;line-height:1.273}
.w #heading{font-size:1.5em}
#sub{font-size:.9375em;line-height:1.333;color:var(--ink-2);margin-top:4px;text-wrap:pretty}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
#legend,#notes,#controls,#table{font-size:.8125em;line-height:1.31}
#legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin-top:14px}
i{display:inline-block;width:12px;height:12px;margin-inline-end:6px;vertical-align:-1px}
i.line{height:3px;vertical-align:3px}
i.band{opacity:.3}
#stage{position:relative;flex:1 1 0;min-height:120px;margin-top:12px}
#plot,#table{position:absolute;inset:0}
#plot{touch-action:pan-y;-webkit-tap-highlight-color:transparent}
canvas{display:block;position:absolute;inset:0 auto auto 0}
#notes{margin-top:10px;min-height:49px;box-sizing:border-box}
#notes li{display:flex;gap:8px;margin-bottom:6px}
#notes b{flex:none;width:18px;height:18px;border-radius:9px;background:var(--ink);color:var(--paper);font-size:12px;line-height:18px;text-align:center;font-weight:600}
#foot{margin-top:12px;min-height:32px;font-size:max(12px,.75em);line-height:1.333;color:var(--ink-2)}
#source{margin-top:3px}
#note:empty+#source,#work+#source{margin:0}
#work{display:none;background:var(--mark);color:var(--ink);font-size:1.167em;line-height:1.357;padding:5px 10px 6px;margin:-12px 0 1px}
.s #work{min-height:46px;box-sizing:border-box;margin:-2px 0 12px}
.s #notes:empty+#foot{min-height:63px}
.s #notes:empty+#foot #work{margin-bottom:3px}
.lit #work{display:block}
.lit #notes,.lit #notes:empty+#foot #note,.lit #table{display:none}
#controls{position:relative;display:flex;gap:18px;margin-top:6px;color:var(--ink-2)}
button{all:unset;box-sizing:border-box;min-height:32px;font-weight:500;line-height:20px;cursor:pointer;display:inline-flex;align-items:center;gap:6px}
@media (pointer:coarse){button{min-height:44px}}
button:hover,[aria-pressed=true]{color:var(--ink)}
svg{width:14px;height:14px;stroke:currentColor;fill:none;stroke-width:1.5}
#menu{display:flex;gap:18px;inset:auto auto 100% 0;padding:0 12px;font-size:1em}
#tip{pointer-events:none;width:max-content;max-width:240px;border-radius:3px;padding:8px 10px;font-size:.8125em;line-height:1.385}
#tip b{display:block;margin-bottom:2px}
#tip div{display:flex;align-items:center}
#tip i{flex:none;width:10px;height:3px}
#tip u{all:unset;margin-inline-start:auto;padding-inline-start:12px}
.na{color:var(--ink-2)}
#table{overflow:auto;z-index:1;background:var(--paper);border-bottom:1px solid var(--grid)}
table{font-variant-numeric:tabular-nums lining-nums;border-collapse:separate;border-spacing:0;width:100%;max-width:480px;line-height:18px}
th,td{padding:5.5px 0 5.5px 12px;text-align:start;border-bottom:1px solid var(--grid);font-weight:400}
.n{text-align:end}
th:first-child{padding-inline:0}
thead th{position:sticky;top:0;background:var(--paper);font-weight:600;vertical-align:bottom;border-color:var(--ink)}
#sorry{display:none;background:var(--band);height:100%;box-sizing:border-box;padding:20px 16px;flex-direction:column;justify-content:center;gap:6px;font-size:.9375em;line-height:1.4}
#sorry b{font-weight:600}
#sorry p{color:var(--ink-2)}
.bare #sorry{display:flex}
.bare #plot,.bare #controls,.bare #legend,.bare #notes{display:none}
@media (forced-colors:active){#box{--ink:CanvasText!important;--paper:Canvas!important}#work{forced-color-adjust:none;background:Highlight;color:HighlightText}}
@media print{#box{break-inside:avoid;color:#16191d}#controls{display:none}canvas{max-width:100%;height:auto!important}}
`);

export const factSheet = sheet(shared + `
#mark{border-radius:2px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
[role]{cursor:pointer;text-decoration:underline dotted 2px var(--ink-3);text-underline-offset:.22em}
[role].off{text-decoration:underline dashed 2px var(--warn)}
.off::after{content:"\\2009≠";display:inline-block;font-size:.75em;font-weight:700;color:var(--warn);vertical-align:.2em}
[role].on{background:var(--mark);box-shadow:0 0 0 .15em var(--mark);text-decoration:underline solid 2px var(--ink)}
.on:focus-visible{box-shadow:none;outline-offset:1px}
.card{display:block;width:max-content;max-width:min(320px,100vw - 32px);margin-top:6px;border-top:3px solid var(--ink);padding:9px 12px 10px;font-size:14px;line-height:20px}
.off+.card{border-top-color:var(--warn)}
.card p{margin:4px 0 0;display:flex;gap:12px;justify-content:space-between;font-size:13px;line-height:24px;color:var(--ink-2)}
button{all:unset;cursor:pointer;color:var(--ink);font-weight:600;text-decoration:underline}
@media (prefers-reduced-motion:no-preference){[role]{transition:background-color .15s}}
@media (forced-colors:active){[role].on{forced-color-adjust:none;background:Highlight;color:HighlightText}}
`);

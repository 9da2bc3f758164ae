// The looks of the furniture and of facts, as sheets that shadow trees adopt: a strict policy allows no other way.

/** @param {string} css */
function sheet(css) {
  const made = new CSSStyleSheet();
  made.replaceSync(shared + css);
  return made;
}

// `--ink` and `--paper` are set from the measured theme; the neutrals are mixed from them.
const shared = `
[hidden]{display:none!important}
.ink{--ink-2:color-mix(in srgb,var(--ink) 72%,var(--paper));--grid:var(--nut-grid,color-mix(in srgb,var(--ink) 14%,var(--paper)));--mark:#fff0a8;--warn:#a8321a}
.dark{--mark:#3d340a;--warn:#ff9d86}
.card{all:initial;position:absolute;z-index:2;box-sizing:border-box;width:max-content;color:var(--ink);background:var(--paper);border:1px solid color-mix(in srgb,var(--ink) 30%,var(--paper));box-shadow:0 2px 10px #0002;font-family:var(--nut-font,inherit)}
:focus-visible{outline:2px solid var(--ink);outline-offset:2px;border-radius:2px}
button{all:unset;cursor:pointer}
`;

export const chartSheet = sheet(`
:host{display:block;contain:layout style}
:host([hidden]){display:none}
#root{position:relative;container-type:inline-size}
.wait{overflow:hidden}
.wait #box{position:absolute;visibility:hidden;inset:0 0 auto}
.draw #fall,.bare #fall{height:0;overflow:hidden;visibility:hidden}
#box{all:initial;color-scheme:inherit;box-sizing:border-box;display:flex;flex-direction:column;position:relative;border-top:1px solid var(--ink);padding-top:10px;color:var(--nut-ink,inherit);caret-color:Canvas;font-family:var(--nut-font,inherit);font-size:clamp(15px,1em,max(19px,1.2rem));font-variant-numeric:lining-nums}
p,ul,ol{margin:0;padding:0;list-style:none}
:empty:is(p,ul,ol,#heading),.fail:not(.bare) #box,.bare :is(#plot,#legend,#notes,#controls){display:none}
a{color:inherit;text-underline-offset:2px}
#heading{font-size:1.25em;line-height:1.25;font-weight:700;letter-spacing:-.01em;text-wrap:balance}
#sub{font-size:.9375em;line-height:1.333;color:var(--ink-2);margin-top:4px}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
#legend,#notes,#controls,#table,#tip{font-size:.8125em;line-height:1.31}
#legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin-top:14px}
#legend li{padding-inline-start:1.38em;text-indent:-1.38em}
i{forced-color-adjust:none;print-color-adjust:exact;display:inline-block;flex:none;width:.923em;height:.923em;margin-inline-end:.46em;vertical-align:-1px}
i.band{outline:1px solid var(--grid);outline-offset:-1px}
i.line{height:3px;vertical-align:3px}
.d1,.d2,.d3{width:24px;mask:repeating-linear-gradient(90deg,#000 0 var(--d))}
.d1{--d:7px,#0000 0 12px}
.d2{--d:2px,#0000 0 6px}
.d3{--d:9px,#0000 0 13px,#000 0 15px,#0000 0 19px}
#stage{position:relative;flex:1 1 0;min-height:120px;margin-top:12px}
#plot,#table,#sorry{position:absolute;inset:0}
#plot{touch-action:pan-y}
canvas{position:absolute;inset:0 auto auto 0}
#notes{margin-top:10px;min-height:49px;box-sizing:border-box}
#notes li{display:flex;gap:8px;margin-bottom:6px}
#notes b{flex:none;align-self:start;width:1.5em;border-radius:1em;background:var(--ink);color:var(--paper);font-size:.923em;line-height:1.5;text-align:center}
#under{position:relative}
#foot{margin-top:12px;min-height:32px;font-size:max(12px,.75em);line-height:1.333;color:var(--ink-2)}
#note+#source{margin-top:3px}
#note:empty+#source{margin:0}
#work{display:none;position:absolute;inset:0 0 auto;background:var(--mark);color:var(--ink);font-size:.875em;line-height:1.357;padding:5px 10px 6px;box-sizing:border-box}
.lit #work{display:block}
.lit #notes,.lit #notes:empty~#foot #note{visibility:hidden}
@container (width<400px){#work{top:10px;min-height:49px}#notes:empty~#foot{min-height:66px}}
@container (width>=400px){#heading{font-size:1.375em;line-height:1.273}}
@container (width>=720px){#heading{font-size:1.5em;line-height:1.25}}
#controls{position:relative;display:flex;gap:18px;margin-top:6px;color:var(--ink-2)}
button{min-height:32px;font-weight:500;display:inline-flex;align-items:center;gap:6px}
[aria-pressed=true]{color:var(--ink)}
svg{width:1.08em;height:1.08em;stroke:currentColor;fill:none;stroke-width:1.5}
#menu{display:flex;gap:18px;bottom:100%;padding:0 12px;font-size:1em}
#tip{pointer-events:none;inset:0 auto auto 0;max-width:240px;border-radius:3px;padding:8px 10px;font-variant-numeric:tabular-nums}
#tip div{display:flex;align-items:center}
#tip i{width:10px;height:3px}
u{all:unset;margin-inline-start:auto;padding-inline-start:12px}
.na{color:var(--ink-2)}
#table{display:none;overflow:auto;z-index:1;background:var(--paper);border-bottom:1px solid var(--grid)}
.open:not(.lit) #table{display:block}
.open:not(.lit) :is(#plot,#notes){visibility:hidden}
table{font-variant-numeric:tabular-nums lining-nums;border-spacing:0;width:100%;max-width:480px}
th,td{padding:6px 0;padding-inline-start:12px;text-align:start;border-bottom:1px solid var(--grid);font-weight:400}
.n{text-align:end}
th:first-child{padding-inline:0}
thead th{position:sticky;top:0;background:var(--paper);font-weight:600;border-color:var(--ink)}
#sorry{display:none;background:color-mix(in srgb,var(--ink) 7%,var(--paper));padding:20px 16px;flex-direction:column;justify-content:center;gap:6px;font-size:.9375em}
.bare #sorry{display:flex}
@media (pointer:coarse){button{min-height:44px}}
@media (forced-colors:active){#work{forced-color-adjust:none;background:Highlight;color:HighlightText}}
@media print{:host,#box{break-inside:avoid;color:#16191d}#controls,#table{display:none!important}.open :is(#plot,#notes){visibility:visible!important}canvas{max-width:100%;height:auto!important}a::after{content:" <" attr(href) ">";overflow-wrap:anywhere}}
`);

export const factSheet = sheet(`
[role]{cursor:pointer;border-radius:2px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
slot{display:inline}
[role]>slot{text-decoration-line:underline;text-decoration-style:dotted;text-decoration-thickness:2px;text-decoration-color:color-mix(in srgb,var(--ink) 58%,var(--paper));text-underline-offset:.22em}
.off>slot{text-decoration-style:dashed;text-decoration-color:var(--warn)}
.off::after{content:"\\202f≠";font-size:.75em;font-weight:700;color:var(--warn);vertical-align:.2em}
.on{background:var(--mark);box-shadow:0 0 0 .15em var(--mark)}
.on>slot{text-decoration-style:solid;text-decoration-color:var(--ink)}
.on:focus-visible{box-shadow:none;outline-offset:1px}
.card{display:block;max-width:min(320px,100vw - 32px);margin-top:6px;border-top:3px solid var(--ink);padding:9px 12px 10px;font-size:max(14px,.875rem);line-height:1.43}
.off+.card{border-top-color:var(--warn)}
p{margin:4px 0 0;display:flex;gap:12px;justify-content:space-between;font-size:max(13px,.8125rem);line-height:1.85;color:var(--ink-2)}
button{color:var(--ink);font-weight:600;text-decoration:underline}
@media (prefers-reduced-motion:no-preference){[role]{transition:background-color .15s}}
@media (forced-colors:active){.on{forced-color-adjust:none;background:Highlight;color:HighlightText}}
`);

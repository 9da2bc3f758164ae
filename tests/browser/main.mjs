// Runs all browser tests in one process, so that they share one server and one browser of each kind. Order: cheap and telling first.

await import('./embed.test.mjs');
await import('./data.test.mjs');
await import('./policy.test.mjs');
await import('./failure.test.mjs');
await import('./layout.test.mjs');
await import('./canvas.test.mjs');
await import('./drawing.test.mjs');
await import('./reader.test.mjs');
await import('./guest.test.mjs');
await import('./fact.test.mjs');
await import('./story.test.mjs');

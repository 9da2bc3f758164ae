// Runs all browser tests in one process, so that they share one server and one browser of each kind. Order: cheap and telling first.
// All are imported before the first runs: node closes up as soon as no test is left, and a filter can leave one file without any.

import './embed.test.mjs';
import './frame.test.mjs';
import './forms.test.mjs';
import './sanitised.test.mjs';
import './pictures.test.mjs';
import './data.test.mjs';
import './policy.test.mjs';
import './failure.test.mjs';
import './layout.test.mjs';
import './canvas.test.mjs';
import './drawing.test.mjs';
import './reader.test.mjs';
import './guest.test.mjs';
import './fact.test.mjs';
import './later.test.mjs';
import './corrections.test.mjs';
import './frozen.test.mjs';
import './draw.test.mjs';
import './params.test.mjs';
import './grammar.test.mjs';
import './play.test.mjs';
import './ground.test.mjs';
import './digits.test.mjs';
import './locales.test.mjs';
import './story.test.mjs';
import './gallery.test.mjs';
import './settings.test.mjs';

// The types that the package publishes are those of its code: this file compiles only while they are.

import * as code from '../../www/js/package.js';

export const agreed: typeof import('../../www/js/elements') = code;

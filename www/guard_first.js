// The first script of the single file, before any other can run.

import { guard } from './guard.js';

guard();

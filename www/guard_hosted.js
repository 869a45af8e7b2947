// The first script of the hosted page: what it still needs is left until its modules are there, see modules.js.

import { guard, WHILE_LOADING } from './guard.js';

guard(WHILE_LOADING);

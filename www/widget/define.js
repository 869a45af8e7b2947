// Gives the element its name. Apart from its class, so that a page can define it under another one.

import { CustomerSegmentation } from './element.js';

if (!customElements.get('customer-segmentation')) customElements.define('customer-segmentation', CustomerSegmentation);

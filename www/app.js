// The page: which screen is shown, what is sent to the engine, and what is done with its answers.

import { initSync } from 'charts';
import { redrawAll } from './chart.js';
import { Client } from './client.js';
import { byId } from './dom.js';
import { startInput } from './input.js';
import { startKeys } from './keys.js';
import { announce } from './live.js';
import { isDark, onLookChange, setTheme } from './look.js';
import { loadModules } from './modules.js';
import { drawSpecimen } from './render/specimen.js';
import { Journey } from './journey.js';

const journey = new Journey();
const input = startInput({
  openFile: (file) => journey.open(file),
  openRecipe: (text) => journey.takeRecipe(text),
});

byId('choose').addEventListener('click', input.choose);
byId('another').addEventListener('click', input.choose);
byId('sample').addEventListener('click', () => journey.sample());
byId('theme').addEventListener('click', () => {
  setTheme(isDark() ? 'light' : 'dark');
  announce(isDark() ? 'Dark colours' : 'Light colours');
  redrawAll();
});
startKeys({
  o: ['Choose a file', input.choose],
  d: ['Download the CSV with segments', () => journey.download('labelled_file')],
  c: ['Columns and reasons', () => journey.goTo('read')],
  r: ['Recipe', () => journey.goTo('recipe')],
  escape: ['Cancel', () => journey.cancel()],
});
journey.chooseFile = input.choose;
journey.chooseRecipe = input.chooseRecipe;

onLookChange(redrawAll);
drawSpecimen(byId('specimen'));
// In the single file the outer document needs the height of this one, for printing.
if (parent !== window) {
  new ResizeObserver(() => parent.postMessage({ height: document.documentElement.scrollHeight }, '*')).observe(document.body);
}

// A documented way to try out the recovery: document.dispatchEvent(new CustomEvent('drill', { detail: 'session' })).
document.addEventListener('drill', (event) => journey.drill(String(/** @type {CustomEvent} */ (event).detail)));

loadModules().then(
  ({ charts, engine }) => {
    initSync({ module: charts });
    journey.ready((onOutput, onCrash) => new Client(engine, onOutput, onCrash));
  },
  (error) => journey.cannotStart(error),
);

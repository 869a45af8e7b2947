// The page: which screen is shown, what is sent to the engine, and what is done with its answers.

import { initSync } from 'charts';
import { startBridge } from './bridge.js';
import { redrawAll, redrawNow } from './chart.js';
import { byId } from './dom.js';
import { startHistoryKeys } from './history_keys.js';
import { findHome } from './home.js';
import { startInput } from './input.js';
import { Journey } from './journey.js';
import { startKeys } from './keys.js';
import { announce } from './live.js';
import { isDark, onLookChange, setTheme } from './look.js';
import { loadModules } from './modules.js';
import { drawSpecimen } from './render/specimen.js';
import { followLinks } from './screens.js';
import { finishAll } from './turns.js';
import { warm } from './warm.js';

/** @type {Journey} */
let journey;
const input = startInput({
  openFiles: (files) => journey.openFiles(files),
  openRecipe: (text) => journey.takeRecipe(text),
});
journey = new Journey({ chooseFile: input.choose, chooseRecipe: input.chooseRecipe });

byId('choose').addEventListener('click', input.choose);
byId('another').addEventListener('click', input.choose);
byId('sample').addEventListener('click', () => journey.sample());
byId('theme').addEventListener('click', () => {
  const theme = isDark() ? 'light' : 'dark';
  setTheme(theme);
  journey.elsewhere.keeping.choose({ theme });
  announce(isDark() ? 'Dark colours' : 'Light colours');
  redrawAll();
});
startKeys({
  o: ['Choose a file', input.choose],
  d: ['Download the CSV with segments', () => journey.result.saveFile()],
  c: ['Columns and reasons', () => journey.goTo('read')],
  r: ['Recipe', () => journey.goTo('recipe')],
  escape: ['Cancel', () => journey.cancel()],
});
startHistoryKeys(journey);
followLinks();
onLookChange(redrawAll, () => {
  finishAll();
  redrawNow();
});
drawSpecimen(byId('specimen'));

startBridge(journey, redrawAll);
findHome({
  home: (home) => {
    journey.elsewhere.atHome(home);
    const { theme } = journey.elsewhere.keeping.choices;
    if (theme) setTheme(theme);
    redrawAll();
  },
  fragment: (fragment) => journey.elsewhere.takeFragment(fragment),
});

// A documented way to try out the recovery: document.dispatchEvent(new CustomEvent('drill', { detail: 'session' })).
document.addEventListener('drill', (event) => {
  const which = String(/** @type {CustomEvent} */ (event).detail);
  if (which === 'tables') journey.converter.drill();
  else journey.client.drill(which);
});

loadModules().then(
  ({ charts, engine, tables }) => {
    initSync({ module: charts });
    journey.converter.ready?.(tables);
    journey.client.ready(engine);
    warm(['reading', 'result']);
  },
).catch((error) => journey.cannotStart(error));

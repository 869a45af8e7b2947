// The settings without the file: as a link to copy, and kept in this browser.

import { copy } from '../copy.js';
import { button, h } from '../dom.js';
import { capital, count, counted } from '../format.js';
import { leftOutInWords } from '../left_out.js';
import { headersOf, pack } from '../settings.js';
import { encode, KEY, MOST } from '../settings_text.js';

/** @import { View } from '../protocol' */
/** @import { Keeping } from '../keeping' */

/** @param {{ keeping: Keeping, keep(on: boolean): void, download(): void }} actions */
export function createShare({ keeping, keep, download }) {
  /** @type {View | null} */
  let view = null;
  let link = '';
  const named = h('input', { type: 'checkbox', id: 'share-named', onchange: refresh });
  const press = button('Copy a link with these settings', () => {
    if (copy(link, 'The link with these settings')) room.textContent = 'Copied';
  });
  const room = h('span', { class: 'small muted' });
  const recipe = button('Download the recipe instead', download, { class: 'lnk', hidden: true });
  const holds = h('p', { class: 'small muted', id: 'share-holds' });
  const namesLabel = h('label', { class: 'check', for: 'share-named' }, named, 'With the names of columns and texts out of the file');
  const kept = h('input', { type: 'checkbox', id: 'share-keep', onchange: () => keep(kept.checked), 'aria-describedby': 'share-kept' });
  const about = h('p', { class: 'small muted', id: 'share-kept' });
  press.setAttribute('aria-describedby', 'share-holds');

  function refresh() {
    const address = keeping.home?.address;
    namesLabel.hidden = room.hidden = press.hidden = address === undefined;
    recipe.hidden = true;
    if (address === undefined) {
      holds.textContent = 'Inside another page there is no address of its own to make a link of. A downloaded recipe holds these settings, too.';
    } else if (view) {
      describe(address, view);
    }
  }

  /** @param {string} address @param {View} view */
  function describe(address, view) {
    const settings = pack(view.recipe, headersOf(view.reading, view.recipe), named.checked);
    link = address + KEY + encode(settings);
    const features = settings.columns.some(([{ role }]) => role === 'feature');
    const short = link.length <= MOST;
    press.hidden = !short || !features;
    recipe.hidden = short && features;
    room.textContent = short ? '' : `These settings take ${count(link.length)} characters; a link has room for ${count(MOST)}.`;
    if (!features) room.textContent = 'Every column that tells customers apart is computed: a link with these settings needs the names.';
    const without = leftOutInWords(settings.left_out ?? {});
    const disk = address.startsWith('file:') ? ' This page lies on a disk: the link names that place, and works where the page lies at the same one.' : '';
    holds.textContent = named.checked
      ? `The link holds your choices, the names of columns, and texts out of the file where a choice needs them; no customer.${disk}`
      : `The link holds your choices and no customer. It names no column: it tells them by their place and a fingerprint of each header, and fits files with these headers alone. ${without ? `${capital(without)} ${/ and |^(?!one)/.test(without) ? 'are' : 'is'} left out.` : 'Nothing had to be left out.'}${disk}`;
  }

  function home() {
    const { possible, on } = keeping;
    kept.checked = on;
    kept.disabled = !possible;
    about.textContent = possible
      ? `The choices above, without names and texts as in the link, the page’s colours and how downloads are made; never data. They are used again for files with the same headers, and you are told so. ${on ? `Kept now: ${counted(keeping.files.length, 'file', 'files')}. Untick the box to delete all of it at once.` : 'Nothing is kept now.'}`
      : 'This browser lets the page keep nothing here, or the page stands inside another one.';
    refresh();
  }

  home();
  return {
    element: h('div', { class: 'share', role: 'group', 'aria-label': 'These settings elsewhere' },
      h('h3', { class: 'h3' }, 'These settings elsewhere'),
      h('div', { class: 'row' }, press, room, recipe), namesLabel, holds,
      h('label', { class: 'check', for: 'share-keep' }, kept, 'Keep my settings in this browser'), about),
    home,
    /** @param {View} next */
    update(next) {
      view = next;
      refresh();
    },
  };
}

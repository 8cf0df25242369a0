// Which entries are of a kind, whose they are, who answers for them, and the roles of a level, a trade or a department. Pure:
// no document, no events.
"use strict";

/** @typedef {ReturnType<typeof rolebookBelonging.gathering> extends Generator<undefined, infer Made> ? Made : never} Belonging */

const rolebookBelonging = (() => {
  /** After so many entries a newer key press may come in between. */
  const PAUSE = 1000;
  const THEMES_AT_MOST = 1000;
  const DEPARTMENTS = 1, LEVELS = 3, THEMES = 4;
  const ROLE = 0;
  /** Whoever does no more than help is not mainly responsible. */
  const HELPING = /^(协助|参与|参加|配合|帮助|协同|支持)/;

  /** @param {SearchData} data all of it @returns what is known of each entry, with pauses while it is gathered */
  function* gathering(data) {
    const { owners } = /** @type {QueryData} */ (data.query);
    /** @type {Map<string, number>} */
    const byId = new Map();
    /** @type {number[][]} */
    const byKind = data.facets[0][1].map(() => []);
    /** @type {Map<number, number[]>} */
    const byOwner = new Map();
    /** @type {Map<number, number>} by owner and theme: how many duties of the theme the owner has */
    const themed = new Map();
    for (const [entry, [kind, id, , , , , values]] of data.entries.entries()) {
      if (entry % PAUSE === 0) yield;
      byId.set(id, entry);
      byKind[kind].push(entry);
      for (const owner of owners[entry] ?? []) {
        const known = byOwner.get(owner);
        if (known) known.push(entry);
        else byOwner.set(owner, [entry]);
        for (const theme of values[THEMES] ?? []) themed.set(owner * THEMES_AT_MOST + theme, ofTheme(owner, theme) + 1);
      }
    }

    /** How many duties of a theme a role or a department has. @param {number} owner @param {number} theme */
    function ofTheme(owner, theme) {
      return themed.get(owner * THEMES_AT_MOST + theme) ?? 0;
    }

    /** The entries of some kinds, in the order of the data. @param {Set<number>} kinds */
    const ofKinds = (kinds) => [...kinds].flatMap((kind) => byKind[kind]).sort((a, b) => a - b);

    /** What a role or a department has of some kinds: before the rest what few others have. @param {number} owner @param {Set<number>} kinds */
    const belongingTo = (owner, kinds) =>
      (byOwner.get(owner) ?? []).filter((entry) => kinds.has(data.entries[entry][0])).sort((a, b) => owners[a].length - owners[b].length || a - b);

    /** Those of some entries that belong to departments which are called so. @param {number[]} entries @param {string[]} titles */
    function inDepartments(entries, titles) {
      const places = data.facets[DEPARTMENTS][1].flatMap((label, place) => (titles.includes(label) ? [place] : []));
      return places.length ? entries.filter((entry) => data.entries[entry][6][DEPARTMENTS].some((place) => places.includes(place))) : [];
    }

    /** The roles that have one of some values in a facet. @param {number} facet @param {number[]} values */
    const rolesOf = (facet, values) => byKind[ROLE].filter((entry) => data.entries[entry][6][facet].some((value) => values.includes(value)));

    /** The level of a role, the highest last. @param {number} owner */
    const rank = (owner) => Math.max(0, ...data.entries[owner][6][LEVELS]);

    /**
     * The role that is mainly responsible: of the best duties, whose they are, each shared among its holders. Who only helps
     * counts for half, a higher level and more duties of the same theme for a little more. @param {{entry: number, score: number}[]} found */
    function responsible(found) {
      /** @type {Map<number, number>} */
      const shares = new Map();
      /** @type {typeof found} */
      const best = [];
      for (let at = 0; at < found.length && best.length < 8; at += 1) if (owners[found[at].entry]?.length) best.push(found[at]);
      const duties = best.filter(({ score }) => score >= 0.8 * best[0].score);
      for (const { entry, score } of duties) {
        const mainly = HELPING.test(data.entries[entry][3]) ? 0.5 : 1;
        const [theme] = data.entries[entry][6][THEMES];
        for (const owner of owners[entry]) {
          const standing = 1 + 0.1 * rank(owner) + 0.1 * Math.min(3, ofTheme(owner, theme) - 1);
          shares.set(owner, (shares.get(owner) ?? 0) + (standing * mainly * score * score) / owners[entry].length);
        }
      }
      return [...shares].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([owner]) => owner);
    }

    return { byId, byKind, ofKinds, belongingTo, inDepartments, rolesOf, rank, responsible };
  }

  return { gathering };
})();

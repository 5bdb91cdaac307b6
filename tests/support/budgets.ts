/**
 * What a change may not make larger without saying so: figures that are the same on any computer. A test that fails here asks whether the
 * cost is worth it; then the budget is raised in the same commit, with the reason in its message. docs/performance.md says how each is read.
 */
export const budgets = {
  /** Bytes of the HTML that main sends, with the first screen as the build drew it. */
  firstScreenHtml: 40_000,
  /** Bytes of scripts that are evaluated before the first screen is drawn, for a user who is signed in. */
  firstScreenScripts: 520_000,
  /** Bytes of scripts that are evaluated before the audio of a page that is loaded in a call: the far end waits for it. */
  inCallScripts: 28_000,
  /** Bytes of style sheets that are read before anything is drawn. */
  firstScreenStyles: 60_000,
  /** Style sheets of the page once all its screens are loaded. With each one that has a layer Chromium recalculates all styles and lays out all text again. */
  styleSheets: 8,
  /** Script files that are evaluated before the first screen is drawn: none of them may wait for another. */
  firstScreenFiles: 6,
  /** Bytes of main's scripts that are evaluated before its window opens. */
  windowScripts: 240_000,
  /** Bytes of main's scripts in all, without those of processes and threads of their own. */
  mainScripts: 785_000,
  /** Bytes of main's scripts that are evaluated before Chromium may begin, and for a start that hands over to a running app: no schema, no log. */
  commandLineScripts: 28_000,
  /** Bytes of the phone process's scripts that are evaluated before it has lines. What makes peer connections is as much again, and comes with the first call. */
  phoneScripts: 850_000,
  /** Changes of the state that main sends to the page for a call that is dialled, answered and ended. */
  messagesOfCall: 28,
  /** Those of each second that it lasts beside: how good it is, and what it costs. */
  messagesOfCallSecond: 1,
  /** Functions of the page that are called in a second of a call in which nothing happens: what changes each second, and the levels fifteen times. */
  pageFunctionsOfCallSecond: 15_000,
  /** The same of a page that nobody sees, without a call. */
  pageFunctionsHidden: 20,
  /** Messages that main sends to the page in a second in which nothing happens, with three lines registered. */
  idleMessages: 1,
  /** How often the phone process wakes up in a minute in which nothing happens, with three lines registered. */
  idleWakeUps: 200,
  /** SQL statements that run for a key that is pressed in the search field of the calls. */
  statementsOfKey: 3,
} as const

import type { NoticeKind } from '../../../shared/desktop.ts'
import type { AppState } from '../../../shared/ipc.ts'
import { formatMoney } from '../../../shared/money.ts'
import { displayNumber } from '../../../shared/phone-number.ts'
import { clock, desktopStrings, fill } from './strings.ts'

/** What a press on a notice, or on its button, leads to. */
export type NoticeAct =
  | { readonly kind: 'show'; readonly screen: 'missed' | 'topup' | 'phone' | 'callback' | 'settings' }
  | { readonly kind: 'call'; readonly number: string }

/** `stays` is said once in the app's life, whatever is switched off. */
export type NoticePlace = NoticeKind | 'stays'

export type Notice = {
  readonly title: string
  readonly body: string
  /** A press on the notice itself. */
  readonly open: NoticeAct
  /** A button, where the system draws one. */
  readonly button: { readonly label: string; readonly act: NoticeAct } | null
}

export type NoticeFacts = {
  readonly now: () => number
  readonly words: () => { readonly language: 'en' | 'de'; readonly app: string; readonly region: string }
  readonly locked: () => boolean
  /** The user is not looking at our window. */
  readonly away: () => boolean
  /** Whether the low balance was said since it last was above the limit; kept over a restart. */
  readonly lowTold: () => boolean
  readonly setLowTold: (told: boolean) => void
  /** Puts a notice in the place of the one of its kind before; null takes that away. */
  readonly show: (place: NoticePlace, notice: Notice | null) => void
}

export type Notices = { readonly changed: (state: AppState) => void; readonly stop: () => void }

/** How long a line is down before somebody is told. */
const LINE_DOWN = 60_000

/** When something is worth a notice of the system (ux.md section 7): each thing once, and nothing private on a locked screen. */
export function createNotices(facts: NoticeFacts): Notices {
  const startedAt = facts.now()
  let before: AppState | null = null
  const lineTimers = new Map<string, NodeJS.Timeout>()
  const linesTold = new Set<string>()
  let versionTold = ''

  const give = (state: AppState, kind: NoticeKind, notice: Notice): void => {
    if (!state.settings.desktop.notices.includes(kind)) return
    const { language, app } = facts.words()
    const t = desktopStrings(language).notice
    const hide = facts.locked() && state.settings.desktop.privateWhenLocked
    facts.show(kind, hide ? { ...notice, title: fill(t.locked, { app }), body: t.lockedText[kind], button: null } : notice)
  }

  const missed = (state: AppState, was: AppState): void => {
    const { unseenMissed, entries } = state.recentCalls
    if (unseenMissed === 0 && was.recentCalls.unseenMissed > 0) facts.show('missed', null)
    const newest = entries.find((e) => e.unseen)
    // what was missed before the start, or while nobody was to be disturbed, is told by icon and badge alone
    if (unseenMissed <= was.recentCalls.unseenMissed || !newest || newest.startedAt < startedAt || state.settings.calls.doNotDisturb) return
    const { language, region } = facts.words()
    const t = desktopStrings(language)
    const time = clock(newest.startedAt, language)
    const name = newest.name ?? (newest.number ? displayNumber(newest.number, region) : newest.anonymous ? t.withheld : t.unknown)
    const one = unseenMissed === 1
    give(state, 'missed', {
      title: one ? fill(t.notice.missed, { name }) : fill(t.notice.missedMany, { count: unseenMissed }),
      body: one ? fill(t.notice.missedLine, { line: newest.lineLabel, time }) : fill(t.notice.missedLast, { name, time }),
      open: { kind: 'show', screen: 'missed' },
      button: newest.number ? { label: t.notice.callBack, act: { kind: 'call', number: newest.number } } : null,
    })
  }

  const lowBalance = (state: AppState): void => {
    const { amount } = state.account.balance
    const limit = state.settings.desktop.lowBalance
    if (amount === null || limit === null) return
    const low = amount.units < limit
    if (low === facts.lowTold()) return
    facts.setLowTold(low)
    if (!low) return facts.show('low-balance', null)
    const { language } = facts.words()
    const t = desktopStrings(language).notice
    give(state, 'low-balance', {
      title: fill(t.low, { amount: formatMoney(amount, language) }),
      body: fill(t.lowText, { limit: formatMoney({ units: limit, currency: amount.currency }, language) }),
      open: { kind: 'show', screen: 'topup' },
      button: { label: t.topup, act: { kind: 'show', screen: 'topup' } },
    })
  }

  const lineDown = (state: AppState): void => {
    const present = new Set<string>()
    for (const { id, enabled, registration } of state.account.session.state === 'signed-in' ? state.lines.lines : []) {
      if (!enabled || registration.state === 'off') continue
      present.add(id)
      if (registration.state === 'registered') {
        if (linesTold.delete(id) && linesTold.size === 0) facts.show('line-down', null)
        forget(id)
      } else if (!linesTold.has(id) && !lineTimers.has(id))
        lineTimers.set(
          id,
          setTimeout(() => lineStillDown(id), LINE_DOWN),
        )
    }
    for (const id of lineTimers.keys()) if (!present.has(id)) forget(id)
    for (const id of linesTold) if (!present.has(id)) linesTold.delete(id)
  }
  const lineStillDown = (id: string): void => {
    lineTimers.delete(id)
    const line = before?.lines.lines.find((l) => l.id === id)
    if (!before || !line || !facts.away()) return
    linesTold.add(id)
    const t = desktopStrings(facts.words().language)
    give(before, 'line-down', {
      title: fill(t.notice.lineDown, { line: line.label }),
      body: fill(t.notice.lineDownText, { state: t[line.registration.state] }),
      open: { kind: 'show', screen: 'phone' },
      button: null,
    })
  }
  const forget = (id: string): void => {
    clearTimeout(lineTimers.get(id))
    lineTimers.delete(id)
  }

  const callback = (state: AppState, was: AppState): void => {
    const done = state.services.paidActs.find(
      (a) => a.kind === 'callback' && a.state === 'done' && was.services.paidActs.some((b) => b.id === a.id && b.state === 'pending'),
    )
    if (!done || !facts.away()) return
    const t = desktopStrings(facts.words().language).notice
    give(state, 'callback', { title: t.callback, body: t.callbackText, open: { kind: 'show', screen: 'callback' }, button: null })
  }

  const update = (state: AppState): void => {
    const { update: now } = state.desktop
    if (now.state !== 'ready' && now.state !== 'announced') return
    // never in a call; the next change of state comes at its end
    if (now.version === versionTold || state.calls.some((c) => c.state !== 'ended')) return
    versionTold = now.version
    const { language, app } = facts.words()
    const t = desktopStrings(language).notice
    give(state, 'update', {
      title: fill(now.state === 'ready' ? t.update : t.announced, { version: now.version }),
      body: fill(now.state === 'ready' ? t.updateText : t.announcedText, { app }),
      open: { kind: 'show', screen: 'settings' },
      button: null,
    })
  }

  return {
    changed(state) {
      const was = before
      before = state
      lineDown(state)
      lowBalance(state)
      update(state)
      // the first sight of an account's records is no news
      if (!was || was.account.session.state !== state.account.session.state) return
      missed(state, was)
      callback(state, was)
    },
    stop() {
      for (const timer of lineTimers.values()) clearTimeout(timer)
    },
  }
}

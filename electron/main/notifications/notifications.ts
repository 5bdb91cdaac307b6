import type { AppState } from '../../../shared/contract/ipc.ts'
import { leftOutCount } from '../../../shared/domain/call.ts'
import { budgetSteps, budgetWarnings } from '../../../shared/domain/costs.ts'
import type { NotificationKind } from '../../../shared/domain/desktop.ts'
import { formatMoney } from '../../../shared/domain/money.ts'
import { displayNumber } from '../../../shared/domain/phone-number.ts'
import { clock } from '../../../shared/domain/time-text.ts'
import { desktopStrings, fill, fillCount } from '../strings.ts'

/** What a press on a notification, or on its button, leads to. */
export type NotificationAction =
  | { readonly kind: 'show'; readonly screen: 'missed' | 'topup' | 'phone' | 'callback' | 'settings' | 'costs' | 'messages' }
  | { readonly kind: 'call'; readonly number: string }

/** `stays` is shown once per installation, whatever is switched off. */
export type NotificationSlot = NotificationKind | 'stays' | 'budget'

export type AppNotification = {
  readonly title: string
  readonly body: string
  /** A press on the notification itself. */
  readonly open: NotificationAction
  /** A button, where the system draws one. */
  readonly button: { readonly label: string; readonly action: NotificationAction } | null
}

export type NotificationOptions = {
  readonly now: () => number
  readonly words: () => { readonly language: 'en' | 'de'; readonly app: string; readonly region: string }
  readonly locked: () => boolean
  /** The user is not looking at our window. */
  readonly away: () => boolean
  /** Whether the low balance was shown since it last was above the limit; kept over a restart. */
  readonly lowBalanceShown: () => boolean
  readonly setLowBalanceShown: (shown: boolean) => void
  /** These warnings of a budget were shown; kept over a restart with the account's budgets. */
  readonly setBudgetShown: (keys: readonly string[]) => void
  /** Replaces the notification in the slot; null removes it. */
  readonly show: (slot: NotificationSlot, notification: AppNotification | null) => void
}

export type Notifications = { readonly changed: (state: AppState) => void; readonly stop: () => void }

/** Characters of a message that a notification shows. */
const LONGEST_BODY = 200
/** How long a line is down before the user is notified, ms. */
const LINE_DOWN = 60_000

/** Decides when the system shows a notification: each matter once, and nothing private on a locked screen. */
export function createNotifications(options: NotificationOptions): Notifications {
  const startedAt = options.now()
  let before: AppState | null = null
  const lineTimers = new Map<string, NodeJS.Timeout>()
  const shownLines = new Set<string>()
  let shownVersion = ''
  /** Warnings of a budget that were shown in this run, with their account: what is kept of them comes back later. */
  const shownBudgets = new Set<string>()

  const show = (state: AppState, kind: NotificationKind, notification: AppNotification, slot: NotificationKind | 'budget' = kind): void => {
    if (!state.settings.desktop.notifications.includes(kind)) return
    const { language, app } = options.words()
    const t = desktopStrings(language).notification
    const hide = options.locked() && state.settings.desktop.privateWhenLocked
    options.show(slot, hide ? { ...notification, title: fill(t.locked, { app }), body: t.lockedText[slot], button: null } : notification)
  }

  const missed = (state: AppState, was: AppState): void => {
    const { unseenMissed, entries } = state.recentCalls
    if (unseenMissed === 0 && was.recentCalls.unseenMissed > 0) options.show('missed', null)
    const unseen = entries.filter((e) => e.unseen)
    const single = unseen.filter((e) => leftOutCount(e) === 0)
    const newest = single[0] ?? unseen[0]
    const leftOut = leftOutIn(state)
    const isNews = unseenMissed + leftOut > was.recentCalls.unseenMissed + leftOutIn(was)
    // calls missed before the start, or during do not disturb, show on icon and badge alone
    if (!isNews || !newest || newest.startedAt < startedAt || state.settings.calls.doNotDisturb) return
    const { language, region } = options.words()
    const t = desktopStrings(language)
    const time = clock(newest.startedAt, language)
    const name = newest.name ?? (newest.number ? displayNumber(newest.number, region) : newest.anonymous ? t.withheld : t.unknown)
    // the list is cut: what it no longer holds counts too
    const shown = unseenMissed - (unseen.length - single.length)
    const count = shown || leftOut
    const last = shown > 1 ? fill(t.notification.missedLast, { name, time }) : fill(t.notification.missedLine, { line: newest.lineLabel, time })
    show(state, 'missed', {
      title: count === 1 ? fill(t.notification.missed, { name }) : fill(t.notification.missedMany, { count }),
      body: shown && leftOut ? `${last}, ${fillCount(t, 'more', leftOut)}` : last,
      open: { kind: 'show', screen: 'missed' },
      button: newest.number ? { label: t.notification.callBack, action: { kind: 'call', number: newest.number } } : null,
    })
  }

  /** The last one alone: a notification of many replaces the one before. */
  const message = (state: AppState, was: AppState): void => {
    const { unseen, newest } = state.messages
    if (unseen === 0 && was.messages.unseen > 0) options.show('message', null)
    if (!newest || newest.id === was.messages.newest?.id || state.settings.calls.doNotDisturb) return
    const { language, region } = options.words()
    const t = desktopStrings(language)
    const name = newest.name ?? (newest.number ? displayNumber(newest.number, region) : t.withheld)
    const text = newest.text.replace(/\s+/g, ' ')
    show(state, 'message', {
      title: fill(t.notification.message, { name }),
      body: text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}...` : text,
      open: { kind: 'show', screen: 'messages' },
      button: null,
    })
  }

  const lowBalance = (state: AppState): void => {
    const { amount } = state.account.balance
    const limit = state.settings.desktop.lowBalance
    if (amount === null || limit === null) return
    const low = amount.units < limit
    if (low === options.lowBalanceShown()) return
    options.setLowBalanceShown(low)
    if (!low) return options.show('low-balance', null)
    const { language } = options.words()
    const t = desktopStrings(language).notification
    show(state, 'low-balance', {
      title: fill(t.low, { amount: formatMoney(amount, language) }),
      body: fill(t.lowText, { limit: formatMoney({ units: limit, currency: amount.currency }, language) }),
      open: { kind: 'show', screen: 'topup' },
      button: { label: t.topup, action: { kind: 'show', screen: 'topup' } },
    })
  }

  /** Each step of each budget once in a month, whatever else changes; a step that is passed with a higher one is not shown any more. */
  const budget = (state: AppState): void => {
    const { session } = state.account
    if (session.state !== 'signed-in') return
    for (const { key, currency, spent, budget: of, step } of budgetWarnings(state.services.costs)) {
      const mine = `${session.accountId} ${key}`
      if (shownBudgets.has(mine) || state.services.costs.notified.includes(key)) continue
      const passed = budgetSteps.filter((one) => one <= step).map((one) => key.replace(/\d+$/, String(one)))
      for (const one of passed) shownBudgets.add(`${session.accountId} ${one}`)
      options.setBudgetShown(passed)
      const { language } = options.words()
      const t = desktopStrings(language).notification
      const money = (units: number): string => formatMoney({ units, currency }, language)
      const open = { kind: 'show', screen: 'costs' } as const
      show(
        state,
        'low-balance',
        {
          title: step === 100 ? t.budgetUsed : fill(t.budget, { step }),
          body: fill(t.budgetText, { spent: money(spent), budget: money(of) }),
          open,
          button: null,
        },
        'budget',
      )
    }
  }

  const lineDown = (state: AppState): void => {
    const present = new Set<string>()
    for (const { id, enabled, registration } of state.account.session.state === 'signed-in' ? state.lines.lines : []) {
      if (!enabled || registration.state === 'off') continue
      present.add(id)
      if (registration.state === 'registered') {
        if (shownLines.delete(id) && shownLines.size === 0) options.show('line-down', null)
        forget(id)
      } else if (!shownLines.has(id) && !lineTimers.has(id))
        lineTimers.set(
          id,
          setTimeout(() => lineStillDown(id), LINE_DOWN),
        )
    }
    for (const id of lineTimers.keys()) if (!present.has(id)) forget(id)
    for (const id of shownLines) if (!present.has(id)) shownLines.delete(id)
  }
  const lineStillDown = (id: string): void => {
    lineTimers.delete(id)
    const line = before?.lines.lines.find((l) => l.id === id)
    if (!before || !line || !options.away()) return
    shownLines.add(id)
    const t = desktopStrings(options.words().language)
    show(before, 'line-down', {
      title: fill(t.notification.lineDown, { line: line.label }),
      body: fill(t.notification.lineDownText, { state: t[line.registration.state] }),
      open: { kind: 'show', screen: 'phone' },
      button: null,
    })
  }
  const forget = (id: string): void => {
    clearTimeout(lineTimers.get(id))
    lineTimers.delete(id)
  }

  const callback = (state: AppState, was: AppState): void => {
    const done = state.services.paidOperations.find(
      (a) => a.kind === 'callback' && a.state === 'done' && was.services.paidOperations.some((b) => b.id === a.id && b.state === 'pending'),
    )
    if (!done || !options.away()) return
    const t = desktopStrings(options.words().language).notification
    show(state, 'callback', { title: t.callback, body: t.callbackText, open: { kind: 'show', screen: 'callback' }, button: null })
  }

  const update = (state: AppState): void => {
    const { update: now } = state.desktop
    if (now.state !== 'ready' && now.state !== 'announced') return
    // never during a call; its end changes the state again
    if (now.version === shownVersion || state.calls.some((c) => c.state !== 'ended')) return
    shownVersion = now.version
    const { language, app } = options.words()
    const t = desktopStrings(language).notification
    show(state, 'update', {
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
      budget(state)
      update(state)
      // an account's records as first loaded are not new
      if (!was || was.account.session.state !== state.account.session.state) return
      missed(state, was)
      message(state, was)
      callback(state, was)
    },
    stop() {
      for (const timer of lineTimers.values()) clearTimeout(timer)
    },
  }
}

/** Number of calls that were left out and that unseen entries count. */
const leftOutIn = ({ recentCalls }: AppState): number => recentCalls.entries.reduce((sum, e) => sum + (e.unseen ? leftOutCount(e) : 0), 0)

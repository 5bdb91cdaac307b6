import type { MenuItemConstructorOptions } from 'electron'
import type { AppState } from '../../../shared/contract/ipc.ts'
import { balanceLevel } from '../../../shared/domain/balance-level.ts'
import { leftOutCount } from '../../../shared/domain/call.ts'
import { forecastDays, LONGEST_FORECAST } from '../../../shared/domain/costs.ts'
import { type DoNotDisturbChoice, doNotDisturbChoices } from '../../../shared/domain/do-not-disturb.ts'
import { formatMoney } from '../../../shared/domain/money.ts'
import { displayNumber } from '../../../shared/domain/phone-number.ts'
import { clock, timeAndDay } from '../../../shared/domain/time-text.ts'
import type { Words } from '../environment.ts'
import { desktopStrings, fill, fillCount } from '../strings.ts'
import { trayStateOf } from './tray-state.ts'

export type TrayActions = {
  readonly open: () => void
  readonly show: (screen: 'missed' | 'topup' | 'settings' | 'audio') => void
  readonly refresh: () => void
  readonly dialClipboard: () => void
  /** Asks whether to call the number. */
  readonly ask: (number: string) => void
  /** Opens the web callback to the number; "" to enter one. */
  readonly callBack: (number: string) => void
  readonly markSeen: () => void
  readonly setLine: (lineId: string) => void
  /** Shows the balance of another account of the login. */
  readonly chooseAccount: (accountNumber: string) => void
  readonly setDoNotDisturb: (choice: DoNotDisturbChoice | 'off') => void
  readonly quit: () => void
}

/** More would not fit on a small screen. */
const SHOWN = 8

/**
 * The tray's menu: the balance first, every state as text. Two that do something else differ as JSON, too: what the labels do not say is in the ids.
 */
export function trayMenu(state: AppState, words: Words, actions: TrayActions): MenuItemConstructorOptions[] {
  const { language, app, region } = words
  const t = desktopStrings(language)
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const open = { label: fill(t.open, { app }), click: actions.open }
  const quit = { label: fill(t.quit, { app }), click: actions.quit }
  if (state.account.session.state !== 'signed-in') return [{ label: t.signedOut, enabled: false }, line, open, line, quit]

  const { accounts } = state.account.session
  const missed = state.recentCalls.entries.filter((e) => e.unseen)
  const favourites = state.contacts.favourites.filter((c) => c.numbers[0])
  const dnd = state.settings.calls.doNotDisturb
  const { lines, defaultLineId } = state.lines
  return [
    { label: balanceLabel(state, language), enabled: false },
    ...(accounts.length > 1
      ? [
          {
            label: t.accounts,
            submenu: accounts.slice(0, SHOWN).map(({ accountNumber, accountName, customerName, balance }, i) => ({
              label: [plain(accountName || customerName), accountNumber, ...(balance ? [formatMoney(balance, language)] : [])].join('  '),
              type: 'radio' as const,
              checked: i === 0,
              click: () => actions.chooseAccount(accountNumber),
            })),
          },
        ]
      : []),
    { label: t.refresh, click: actions.refresh },
    ...(allowed(state, 'topup') ? [{ label: t.topup, click: () => actions.show('topup') }] : []),
    line,
    open,
    { label: t.clipboard, click: actions.dialClipboard },
    line,
    missed.length
      ? {
          label: fill(t.missed, { count: state.recentCalls.unseenMissed }),
          submenu: [
            ...missed.slice(0, SHOWN).map((e) => {
              const more = leftOutCount(e)
              const who = more
                ? [fillCount(t, 'more', more)]
                : [e.name, e.number ? displayNumber(e.number, region) : e.anonymous ? t.withheld : e.name ? '' : t.unknown]
              return {
                label: [clock(e.startedAt, language), ...who.flatMap((w) => (w ? plain(w) : []))].join('  '),
                enabled: e.number !== '',
                click: () => actions.ask(e.number),
              }
            }),
            line,
            { label: t.seen, click: actions.markSeen },
            { label: t.history, click: () => actions.show('missed') },
          ],
        }
      : { label: t.noMissed, enabled: false },
    ...(favourites.length
      ? [
          {
            label: t.quickDial,
            submenu: favourites
              .slice(0, SHOWN)
              .flatMap(({ name, numbers: [first] }) =>
                first ? [{ id: `call ${first.number}`, label: plain(name), click: () => actions.ask(first.number) }] : [],
              ),
          },
        ]
      : []),
    ...(allowed(state, 'callback') ? [{ label: t.webCallback, submenu: callbackItems(state, words, actions) }] : []),
    line,
    { label: lines.length ? t.lines : t.noLine, enabled: false },
    ...lines.map((l) => ({
      id: `line ${l.id}`,
      label: `${plain(l.label)}: ${l.enabled ? t[l.registration.state] : t.off}`,
      type: 'checkbox' as const,
      checked: l.id === defaultLineId,
      enabled: l.enabled,
      click: () => actions.setLine(l.id),
    })),
    line,
    {
      label: dnd ? (dnd.until === null ? t.dnd : fill(t.dndUntil, { time: timeAndDay(dnd.until, Date.now(), language) })) : t.dnd,
      submenu: [
        ...doNotDisturbChoices.map((choice) => ({ label: t.dndFor[choice], click: () => actions.setDoNotDisturb(choice) })),
        ...(dnd ? [line, { label: t.dndOff, click: () => actions.setDoNotDisturb('off') }] : []),
      ],
    },
    { label: t.audio, click: () => actions.show('audio') },
    line,
    { label: t.settings, click: () => actions.show('settings') },
    quit,
  ]
}

/** Favourites and who was missed, each once, and the way to any other number. */
function callbackItems({ contacts, recentCalls }: AppState, { language, region }: Words, { callBack }: TrayActions): MenuItemConstructorOptions[] {
  const people = new Map<string, string>()
  for (const { name, numbers } of contacts.favourites) if (numbers[0]) people.set(numbers[0].number, name)
  for (const { unseen, number, name } of recentCalls.entries) {
    if (unseen && number && !people.has(number)) people.set(number, name ?? displayNumber(number, region))
  }
  const items = [...people].slice(0, SHOWN).map(([number, name]) => ({ id: `callback ${number}`, label: plain(name), click: () => callBack(number) }))
  const other = { label: desktopStrings(language).otherNumber, click: () => callBack('') }
  return items.length ? [...items, { type: 'separator' }, other] : [other]
}

/** "Dialdesk, registered. Balance €18.40, 14:31, about 12 days left" */
export function trayTooltip(state: AppState, { language, app }: Words): string {
  const t = desktopStrings(language)
  const word = `${app}, ${t.trayState[trayStateOf(state)]}`
  if (state.account.session.state !== 'signed-in') return word
  const forecast = forecastDays(state.account.balance.amount, state.services.costs.bases)
  const left = forecast && forecast.days < LONGEST_FORECAST ? `, ${fillCount(t, 'forecast', forecast.days)}` : ''
  return `${word}. ${balanceLabel(state, language)}${left}`
}

/** "Balance €18.40, 14:31", and whether that is below the user's limit or used up. */
export function balanceLabel({ account, settings }: Pick<AppState, 'account' | 'settings'>, language: 'en' | 'de'): string {
  const { amount, asOf } = account.balance
  const { lowBalance } = settings.desktop
  const t = desktopStrings(language)
  const text = { enough: t.balance, low: t.balanceLow, 'used-up': t.balanceUsedUp }[balanceLevel(amount, lowBalance)]
  return fill(text, {
    amount: amount ? formatMoney(amount, language) : '...',
    time: asOf === null ? '' : timeAndDay(asOf, Date.now(), language),
  }).replace(/, $/, '')
}

const allowed = ({ environment }: AppState, name: 'topup' | 'callback'): boolean => !environment.managed.disabled.includes(name)

/** Menus read `&` as the sign before an access key. Names come from outside. */
const plain = (text: string): string => text.replaceAll('&', '&&').slice(0, 60)

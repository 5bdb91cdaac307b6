import { entryCost, entrySeconds } from '../../../shared/domain/call-matching.ts'
import type { CostSum, CurrencyCosts } from '../../../shared/domain/costs.ts'
import { formatMoney } from '../../../shared/domain/money.ts'
import { displayNumber, fromProviderNumber } from '../../../shared/domain/phone-number.ts'
import { wallClock } from '../../../shared/domain/wall-clock.ts'
import { factList, PAGE_FOOT, pageHead, safe } from './page-html.ts'
import type { Statement, StatementForm } from './statement.ts'
import { dateText, durationText, missingText, momentText, statementText } from './statement-text.ts'

/** Rows of one table: a browser lays out many smaller tables on pages faster than one without end. */
const ROWS = 200

/** A statement as a page to print. `footer`: the template of each sheet's foot, for `printToPDF`. */
export function htmlStatement(statement: Statement): StatementForm & { readonly footer: string } {
  const { account, from, to, madeAt, zone, language, totals, missing } = statement
  const t = statementText(language)
  const money = (units: number, currency: string): string => safe(formatMoney({ units, currency }, language, 4))
  const cell = (text: string): string => `<td>${safe(text)}</td>`
  const number = (text: string): string => `<td class="n">${text}</td>`
  const sums = ({ calls, seconds, units }: CostSum, currency: string): string =>
    number(String(calls)) + number(durationText(seconds)) + number(money(units, currency))
  const table = (title: string, first: string, of: CurrencyCosts, name: (group: CurrencyCosts['groups'][number]) => string): string =>
    `<h2>${safe(title)}</h2><table><colgroup><col><col style="width:15mm"><col style="width:24mm"><col style="width:32mm"></colgroup>
<thead><tr><th scope="col">${safe(first)}</th><th scope="col" class="n">${t.calls}</th><th scope="col" class="n">${t.duration}</th><th scope="col" class="n">${t.cost}</th></tr></thead>
<tbody>${of.groups.map((group) => `<tr>${cell(name(group))}${sums(group, of.currency)}</tr>`).join('\n')}</tbody>
<tfoot><tr>${cell(t.total)}${sums(of.total, of.currency)}</tr></tfoot></table>\n`
  const inCurrency = (title: string, { currency }: CurrencyCosts): string => (totals.day.currencies.length > 1 ? `${title}, ${currency}` : title)
  const all = (by: 'destination' | 'line' | 'day', title: string, first: string, name: (group: CurrencyCosts['groups'][number]) => string): string =>
    totals[by].currencies.map((one) => table(inCurrency(title, one), first, one, name)).join('')
  const facts: ReadonlyArray<readonly [string, string]> = [
    [t.account, [account.userName, account.number].filter(Boolean).join(', ')],
    [t.customer, account.customer],
    [t.provider, account.provider],
    [t.period, `${dateText(from, language)} - ${dateText(to, language)}`],
    [t.made, momentText(madeAt, language, zone)],
    [t.currency, totals.day.currencies.map(({ currency }) => currency).join(', ')],
    ...totals.day.currencies.map(
      (one) => [inCurrency(t.total, one), `${formatMoney({ units: one.total.units, currency: one.currency }, language, 4)}`] as const,
    ),
  ]
  const head = `${pageHead(t.title, language)}<h1>${safe(t.title)}</h1>
${factList(facts)}
<p>${safe(t.source.replace('{zone}', zone))}</p>
${missingText(missing, t, (date) => dateText(date, language))
  .map((text) => `<p class="missing">${safe(text)}</p>`)
  .join('\n')}
${totals.day.currencies.length ? '' : `<p>${safe(t.none)}</p>`}
${all('destination', t.byDestination, t.destination, ({ key }) => key || t.noDestination)}
${all('line', t.byLine, t.line, ({ key, name }) => name ?? (key || t.noLine))}
${all('day', t.byDay, t.day, ({ key }) => dateText(key, language))}
${totals.day.currencies.length ? `<h2>${safe(t.each)}</h2>` : ''}\n`
  const open = `<table><colgroup><col style="width:35mm"><col style="width:36mm"><col><col style="width:27mm"><col style="width:17mm"><col style="width:26mm"></colgroup>
<thead><tr><th scope="col">${t.begin}</th><th scope="col">${t.number}</th><th scope="col">${t.destination}</th><th scope="col">${t.line}</th><th scope="col" class="n">${t.duration}</th><th scope="col" class="n">${t.cost}</th></tr></thead><tbody>\n`
  return {
    head,
    footer: `<div style="font-size:7pt;width:100%;padding:0 12mm;display:flex;justify-content:space-between;color:#454c59"><span>${safe(
      `${t.title}, ${account.userName}, ${from} - ${to}`,
    )}</span><span>${safe(t.page).replace('{page}', '<span class="pageNumber"></span>').replace('{pages}', '<span class="totalPages"></span>')}</span></div>`,
    rows(entries) {
      let text = ''
      for (let i = 0; i < entries.length; i += ROWS) {
        const rows = entries.slice(i, i + ROWS).map((entry) => {
          const { startedAt, call, cdr } = entry
          const called = call?.number || fromProviderNumber(cdr?.number ?? '')
          const cost = entryCost(entry)
          return `<tr><td class="n" style="text-align:start">${wallClock(startedAt, zone)}</td><td><bdi>${safe(displayNumber(called, ''))}</bdi>${
            call?.name ? `<br><bdi>${safe(call.name)}</bdi>` : ''
          }</td>${cell(cdr?.destination ?? '')}${cell(call?.lineLabel ?? '')}${number(durationText(entrySeconds(entry)))}${number(
            cost ? money(cost.units, cost.currency) : '',
          )}</tr>`
        })
        text += `${open}${rows.join('\n')}\n</tbody></table>\n`
      }
      return text
    },
    foot: PAGE_FOOT,
  }
}

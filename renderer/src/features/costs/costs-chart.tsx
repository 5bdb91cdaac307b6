import '@mantine/charts/styles.layer.css'
import { BarChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import { addMonths, type CostGrouping, type CurrencyCosts } from '../../../../shared/domain/costs.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { addDays, wallDate } from '../../../../shared/domain/wall-clock.ts'
import { useApp } from '../../state/app-store.ts'
import css from './costs-screen.module.css'
import { useGroupName } from './group-name.ts'
import { type CostRange, shortMonth } from './periods.ts'

/** Bars that fit; the table has all. */
const MOST_BARS = 62
const MOST_NAMES = 8

type Props = { readonly by: CostGrouping; readonly costs: CurrencyCosts; readonly range: CostRange }

/** Costs as bars: of days and months in their order, with those that cost nothing; of names the most expensive ones. */
export function CostsChart({ by, costs, range }: Props) {
  const { t, i18n } = useTranslation()
  const zone = useApp((s) => s.settings.providerTimeZone)
  const name = useGroupName(by)
  const { currency, groups, total } = costs
  const money = (units: number): string => formatMoney({ units, currency }, i18n.language)
  const inTime = by === 'day' || by === 'month'
  const of = new Map(groups.map((group) => [group.key, group]))
  const keys = inTime ? keysOf(by, costs, range, wallDate(Date.now(), zone)) : groups.slice(0, MOST_NAMES).map(({ key }) => key)
  const rest = inTime ? 0 : groups.slice(MOST_NAMES).reduce((sum, { units }) => sum + units, 0)
  const data = keys.map((key) => {
    const group = of.get(key) ?? { key, name: null }
    return {
      label: name(group),
      tick: by === 'day' ? dayTick(key, i18n.language) : by === 'month' ? shortMonth(key, i18n.language) : cut(name(group)),
      amount: (of.get(key)?.units ?? 0) / 10_000,
    }
  })
  if (rest !== 0) data.push({ label: t('costs.others'), tick: t('costs.others'), amount: rest / 10_000 })
  const most = [...groups].sort((a, b) => b.units - a.units)[0]
  const words = t('costs.words', {
    amount: money(total.units),
    count: total.calls,
    name: most ? name(most) : '',
    most: money(most?.units ?? 0),
  })
  return (
    <figure className={css['picture']}>
      {/* the sentence below says what matters, and the table has every value */}
      <div aria-hidden className={css['costs-plot']}>
        <BarChart
          h={inTime ? 200 : 34 * data.length + 30}
          data={data}
          dataKey="tick"
          orientation={inTime ? 'horizontal' : 'vertical'}
          series={[{ name: 'amount', label: t('costs.spent'), color: 'var(--chart-bar)' }]}
          valueFormatter={(amount) => money(Math.round(amount * 10_000))}
          gridAxis={inTime ? 'x' : 'y'}
          tickLine="none"
          gridColor="var(--border)"
          textColor="var(--text-muted)"
          maxBarWidth={28}
          tooltipAnimationDuration={0}
          barProps={{ isAnimationActive: false, radius: inTime ? [3, 3, 0, 0] : [0, 3, 3, 0] }}
          barChartProps={{ accessibilityLayer: false }}
          xAxisProps={inTime ? { minTickGap: 12 } : {}}
          yAxisProps={{ width: inTime ? 72 : 150 }}
        />
      </div>
      <figcaption className="hint">{words}</figcaption>
    </figure>
  )
}

/** The days or months of the bars, oldest first; the last ones where there are too many. */
function keysOf(by: 'day' | 'month', { groups }: CurrencyCosts, { from, to }: CostRange, today: string): string[] {
  const length = by === 'day' ? 10 : 7
  const last = (to ?? today).slice(0, length)
  const first = (from ?? groups.at(-1)?.key ?? last).slice(0, length)
  const keys: string[] = []
  for (let key = last; key >= first && keys.length < MOST_BARS; key = by === 'day' ? addDays(key, -1) : addMonths(key, -1)) keys.unshift(key)
  return keys
}

const dayTick = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${date}T12:00:00Z`))

/** An axis has room for so much; the table has the whole name. */
const cut = (name: string): string => (name.length > 22 ? `${name.slice(0, 21)}…` : name)

import { SegmentedControl, TextInput } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BoothSum, providerPrice, type ShopPricing, shopPrice } from '../../../../shared/domain/callshop-desk.ts'
import { formatMoney, type Money } from '../../../../shared/domain/money.ts'
import { displayNumber, fromProviderNumber } from '../../../../shared/domain/phone-number.ts'
import { clock } from '../../../../shared/domain/time-text.ts'
import { ColumnHeads } from '../../components/column-heads.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { PaneHead } from '../../components/pane-head.tsx'
import { RowSpace } from '../../components/row-space.tsx'
import { useLatest } from '../../hooks/use-latest.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useTableRows } from '../../hooks/use-table-rows.ts'
import { duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './booth-pane.module.css'

type Props = {
  readonly booth: BoothSum
  readonly pricing: ShopPricing
  /** When the desk was loaded: its calls are read again then. */
  readonly readAt: number | null
  readonly onClose: () => void
  /** Its name, or what is on a receipt. */
  readonly onChanged: () => void
}

/** Height of a row of two lines, px. */
const ROW = 57

/** One booth: its name, its calls with the provider's price beside the shop's, and the receipt for whoever used it. */
export function BoothPane({ booth, pricing, readAt, onClose, onChanged }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const { caller } = booth
  const [name, setName] = useState(booth.name)
  const [scope, setScope] = useState<'open' | 'today'>(booth.open.calls > 0 ? 'open' : 'today')
  const [saved, setSaved] = useState<string | null>(null)
  const { busy, failure, request } = useRequest()
  const pane = useRef<HTMLElement>(null)
  const calls = useLatest(() => window.dialdesk.callshop.boothCalls({ caller, scope }), `${scope} ${readAt} ${booth.open.calls}`) ?? []
  const rows = useTableRows(pane, calls.length, ROW)
  const own = pricing.kind !== 'none'
  const money = (amount: Money | null): string => (amount ? formatMoney(amount, i18n.language, 4) : '–')
  const sums = (amounts: readonly Money[]): string => (amounts.length ? amounts.map(money).join('; ') : '–')
  const sum = scope === 'open' ? booth.open : booth.all
  const rename = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.callshop.nameBooth({ caller, name: name.trim() }))
    if (outcome.ok) onChanged()
  }
  const print = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.callshop.receipt({ caller, scope }))
    if (!outcome.ok || !outcome.value) return
    setSaved(outcome.value.path)
    onChanged()
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key
    <aside ref={pane} className="pane detail-pane" aria-labelledby="booth-title" tabIndex={0} data-pane>
      <PaneHead heading="h1" id="booth-title" title={booth.name || t('booth.booth')} close={t('booth.close')} onClose={onClose} />
      <b className="figure num">{displayNumber(fromProviderNumber(caller), region)}</b>
      <form
        className="row low"
        onSubmit={(e) => {
          e.preventDefault()
          void rename()
        }}
      >
        <TextInput className="grow" label={t('booth.boothName')} maxLength={60} value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <button type="submit" className="button" disabled={busy || name.trim() === booth.name}>
          {t('booth.saveName')}
        </button>
      </form>
      <SegmentedControl
        aria-label={t('booth.scope')}
        transitionDuration={0}
        value={scope}
        onChange={(next) => setScope(next as 'open')}
        data={(['open', 'today'] as const).map((value) => ({ value, label: t(`booth.scopes.${value}`) }))}
      />
      <dl className="facts">
        <div>
          <dt>{t('booth.calls')}</dt>
          <dd className="num">{sum.calls.toLocaleString(i18n.language)}</dd>
        </div>
        <div>
          <dt>{t('booth.providerPrice')}</dt>
          <dd className="num">{sums(sum.provider)}</dd>
        </div>
        {own && (
          <div>
            <dt>{t('booth.ownPrice')}</dt>
            <dd className="num">{sums(sum.shop)}</dd>
          </div>
        )}
      </dl>
      <button type="button" className="button primary" disabled={busy || sum.calls === 0} aria-busy={busy} onClick={() => void print()}>
        <IconPrinter size={16} aria-hidden /> {t('booth.receipt')}
      </button>
      <small>{t(scope === 'open' ? 'booth.receiptOpen' : 'booth.receiptToday')}</small>
      <FailureNote failure={failure} />
      {saved && (
        <p className="note ok" role="status">
          {t('calls.saved', { path: saved })}
        </p>
      )}
      <table ref={rows.table} className={`table ${css['calls']}`} aria-rowcount={calls.length + 1}>
        <ColumnHeads
          rowIndex={1}
          columns={[
            { text: t('rates.number') },
            { text: t('booth.providerPrice'), end: true },
            ...(own ? [{ text: t('booth.ownPrice'), end: true }] : []),
          ]}
        />
        <tbody>
          {rows.parts.map((part) => {
            if ('space' in part) return <RowSpace key={`before ${part.before}`} height={part.space} />
            const record = calls[part.row]
            return (
              record && (
                <tr key={part.row} ref={rows.measure} data-index={part.row} aria-rowindex={part.row + 2}>
                  <td className="num">
                    {displayNumber(fromProviderNumber(record.callee), region)}
                    <div>
                      <small>
                        {clock(record.startedAt, i18n.language)}, {duration(record.billedSeconds * 1000)}
                      </small>
                    </div>
                  </td>
                  <td className="num end">{money(providerPrice(record))}</td>
                  {own && (
                    <td className="num end">
                      <b>{money(shopPrice(record, pricing))}</b>
                    </td>
                  )}
                </tr>
              )
            )
          })}
        </tbody>
      </table>
    </aside>
  )
}

import { Select, TextInput } from '@mantine/core'
import { IconRepeat } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Money, parseMoney } from '../../../../shared/domain/money.ts'
import { readPhoneNumber } from '../../../../shared/domain/phone-number.ts'
import { useRate } from '../../hooks/use-rate.ts'
import { useApp } from '../../state/app-store.ts'
import { startRedial, useAutoRedial } from '../../state/auto-redial.ts'
import { regionOf } from '../../state/selectors.ts'

const counts = ['3', '5', '10', '20'] as const

/** After a busy call: how often, and up to which price, the number may be called again automatically. */
export function RedialOffer({ number, lineId }: { readonly number: string; readonly lineId: string }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const e164 = readPhoneNumber(number, region)?.e164 ?? null
  const rate = useRate(e164)
  const running = useAutoRedial((s) => s.redial !== null)
  const [open, setOpen] = useState(false)
  const price = rate.state === 'known' ? rate.rate.price : null
  if (running) return null
  if (!open)
    return (
      <div className="row">
        <button type="button" className="button" onClick={() => setOpen(true)}>
          <IconRepeat size={16} aria-hidden /> {t('redial.offer')}
        </button>
      </div>
    )
  if (e164 !== null && !price) return <p className="hint">{rate.state === 'asking' ? t('dial.asking') : t('redial.noPrice')}</p>
  return <Limits price={e164 === null ? null : price} onStart={(left, cap) => startRedial({ number, lineId, left, cap }, Date.now())} />
}

type LimitsProps = {
  /** Of a minute now; null for a number of the own network. */
  readonly price: Money | null
  readonly onStart: (tries: number, cap: Money | null) => void
}

function Limits({ price, onStart }: LimitsProps) {
  const { t, i18n } = useTranslation()
  const [tries, setTries] = useState<string>('5')
  const [text, setText] = useState(() =>
    price ? new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 4, useGrouping: false }).format(price.units / 10_000) : '',
  )
  const cap = price && parseMoney(text.trim(), price.currency)
  const wrong = !price ? null : !cap || cap.units < 0 ? t('redial.bad') : cap.units < price.units ? t('redial.over') : null
  return (
    <div className="row low">
      <Select
        label={t('redial.tries')}
        w={96}
        allowDeselect={false}
        data-autofocus
        value={tries}
        data={counts}
        onChange={(value) => value && setTries(value)}
      />
      {price && (
        <TextInput
          label={t('redial.cap')}
          w={190}
          inputMode="decimal"
          value={text}
          error={wrong}
          rightSection={<span className="num">{price.currency}</span>}
          rightSectionWidth={52}
          onChange={(e) => setText(e.currentTarget.value)}
        />
      )}
      <button type="button" className="button go" disabled={wrong !== null} onClick={() => onStart(Number(tries), cap)}>
        <IconRepeat size={16} aria-hidden /> {t('redial.start')}
      </button>
    </div>
  )
}

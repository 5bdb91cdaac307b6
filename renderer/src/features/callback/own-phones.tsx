import { TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cleanNumber, displayNumber, plainNumber } from '../../../../shared/domain/phone-number.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { NumberCheck } from '../../components/number-check.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

/** The phones that may ring first. `onOnce`: the number is to ring this time only, and is not kept. */
export function OwnPhones({ onDone, onOnce }: { readonly onDone: () => void; readonly onOnce: (number: string) => void }) {
  const { t } = useTranslation()
  const phones = useApp((s) => s.services.ownPhones)
  const region = useApp(regionOf)
  const [label, setLabel] = useState('')
  const [number, setNumber] = useState('')
  const { busy, failure, request } = useRequest()
  const usable = plainNumber(number, 4) !== null
  const save = async (list: typeof phones): Promise<boolean> => (await request(window.dialdesk.billing.setOwnPhones({ phones: [...list] }))).ok
  const add = async (): Promise<void> => {
    if (
      !(await save([
        ...phones.filter((p) => p.number !== cleanNumber(number)),
        { label: label.trim() || number.trim(), number: cleanNumber(number) },
      ]))
    )
      return
    setLabel('')
    setNumber('')
    onDone()
  }
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault()
        if (usable && !busy) void add()
      }}
    >
      {phones.length === 0 && <p>{t('callback.saveFirst')}</p>}
      <ul className="plain-list">
        {phones.map((p) => (
          <li key={p.number}>
            <span className="grow">
              <bdi>{p.label}</bdi> <span className="num">{displayNumber(p.number, region)}</span>
            </span>
            <button
              type="button"
              className="icon-button"
              aria-label={`${t('callback.remove')}: ${p.label}`}
              title={t('callback.remove')}
              onClick={() => void save(phones.filter((other) => other !== p))}
            >
              <IconTrash size={16} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <TextInput label={t('callback.phoneNumber')} inputMode="tel" maxLength={64} value={number} onChange={(e) => setNumber(e.currentTarget.value)} />
      <NumberCheck number={number} />
      <TextInput label={t('callback.phoneName')} maxLength={60} value={label} onChange={(e) => setLabel(e.currentTarget.value)} />
      <div className="row">
        <button type="submit" className="button primary" disabled={!usable || busy}>
          {t('callback.savePhone')}
        </button>
        <button type="button" className="button" disabled={!usable} onClick={() => onOnce(number)}>
          {t('callback.useOnce')}
        </button>
        {phones.length > 0 && (
          <button type="button" className="button" onClick={onDone}>
            {t('callback.done')}
          </button>
        )}
      </div>
      <FailureNote failure={failure} />
    </form>
  )
}

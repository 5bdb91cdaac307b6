import { TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type RefObject, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { SMS_RECIPIENTS } from '../../../../shared/domain/sms.ts'
import { NumberCheck } from '../../components/number-check.tsx'
import { useContactSearch } from '../../hooks/use-contact-search.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { addRecipients, type Recipient, readRecipients } from './recipients.ts'
import css from './sms-screen.module.css'

type Props = {
  readonly field: RefObject<HTMLInputElement | null>
  readonly recipients: readonly Recipient[]
  readonly onRecipients: (recipients: readonly Recipient[]) => void
  /** What is being typed; a number in it is a recipient too. */
  readonly typed: string
  readonly onTyped: (text: string) => void
}

const FOUND = 5

/**
 * Whom an SMS goes to: a number, several pasted ones, or contacts as one types their names. Enter or a comma adds what is typed, or the first
 * contact that is found; Backspace in the empty field takes the last one off.
 */
export function RecipientsField({ field, recipients, onRecipients, typed, onTyped }: Props) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const { contacts, busy } = useContactSearch(/\p{L}/u.test(typed) ? typed : '', FOUND)
  const found = useMemo(
    () => contacts.flatMap((c) => c.numbers.map((n): Recipient => ({ number: n.number, name: c.name }))).slice(0, FOUND),
    [contacts],
  )
  const [entered, setEntered] = useState(false)
  const add = (added: readonly Recipient[], rest = ''): void => {
    onRecipients(addRecipients(recipients, added, region))
    onTyped(rest)
    field.current?.focus()
  }
  const addTyped = (text: string): void => {
    const { numbers, rest } = readRecipients(text)
    if (numbers.length)
      add(
        numbers.map((number) => ({ number, name: null })),
        rest,
      )
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: Enter was pressed before the contacts for what is typed were there
  useEffect(() => {
    if (!entered || busy) return
    setEntered(false)
    if (found[0]) add([found[0]])
  }, [entered, busy, found])
  const remove = (number: string): void => {
    onRecipients(recipients.filter((r) => r.number !== number))
    field.current?.focus()
  }
  const full = recipients.length >= SMS_RECIPIENTS
  return (
    <div className="stack">
      {recipients.length > 0 && (
        <ul className={`${css['recipients']} recipients`} aria-label={t('sms.recipients', { count: recipients.length })}>
          {recipients.map(({ number, name }) => (
            <li key={number}>
              <span>
                <bdi>{name ?? displayNumber(number, region)}</bdi>
              </span>
              <button
                type="button"
                className="icon-button"
                aria-label={t('sms.removeRecipient', { name: name ?? displayNumber(number, region) })}
                title={t('sms.removeRecipient', { name: name ?? displayNumber(number, region) })}
                onClick={() => remove(number)}
              >
                <IconX size={14} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <TextInput
        ref={field}
        label={t('sms.to')}
        description={t(full ? 'sms.full' : 'sms.toHint', { count: SMS_RECIPIENTS })}
        // a whole column may be pasted
        maxLength={4000}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        error={/\p{L}/u.test(typed) && !busy && found.length === 0 && t('contact.noneFound')}
        onChange={(e) => {
          setEntered(false)
          onTyped(e.currentTarget.value)
        }}
        onPaste={(e) => {
          const text = e.clipboardData.getData('text')
          if (!/[,;\n]/.test(text.trim())) return
          e.preventDefault()
          addTyped(`${typed},${text}`)
        }}
        onKeyDown={(e) => {
          if (e.nativeEvent.isComposing) return
          if (e.key === 'Enter' && /\p{L}/u.test(typed)) setEntered(true)
          else if ((e.key === 'Enter' || e.key === ',' || e.key === ';') && typed.trim()) {
            if (e.key !== 'Enter') e.preventDefault()
            addTyped(typed)
          } else if (e.key === 'Backspace' && typed === '' && recipients.length) onRecipients(recipients.slice(0, -1))
        }}
      />
      {found.length > 0 && (
        <ul className={css['found']} aria-label={t('party.list')}>
          {found.map((r) => (
            <li key={`${r.name} ${r.number}`}>
              <button type="button" className="target" onClick={() => add([r])}>
                <span className="two">
                  <b>
                    <bdi>{r.name}</bdi>
                  </b>
                  <small className="num">{displayNumber(r.number, region)}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <NumberCheck number={typed} />
    </div>
  )
}

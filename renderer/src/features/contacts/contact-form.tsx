import { Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Contact, LONGEST_CONTACT_NOTE, MOST_NUMBERS, numberKinds } from '../../../../shared/domain/contact.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { ContactCallFields } from './contact-call-fields.tsx'

type Props = { readonly contact: Contact; readonly isNew: boolean; readonly onDone: (saved: Contact | null) => void }

/** Creates or changes a contact: name, numbers, a note, groups, what is special about its calls. A missing value is shown at its field; entered text is kept. */
export function ContactForm({ contact, isNew, onDone }: Props) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(contact)
  const [tried, setTried] = useState(false)
  const { busy, failure, request } = useRequest()
  const groups = useApp((s) => s.contacts.groups)
  const noName = draft.name.trim() === ''
  const numbers = draft.numbers.filter((n) => n.number.trim() !== '')
  const change = (part: Partial<Contact>): void => setDraft({ ...draft, ...part })
  const changeNumber = (i: number, part: Partial<Contact['numbers'][number]>): void =>
    change({ numbers: draft.numbers.map((n, k) => (k === i ? { ...n, ...part } : n)) })
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (noName || !numbers.length) return
    const saved = { ...draft, name: draft.name.trim(), numbers: numbers.map((n) => ({ ...n, number: n.number.trim() })) }
    const outcome = await request(window.dialdesk.contacts.save({ contact: saved }))
    if (outcome.ok) onDone(saved)
  }
  return (
    <form className="stack" onSubmit={(e) => void save(e)} noValidate>
      <TextInput
        label={t('contact.name')}
        value={draft.name}
        maxLength={100}
        data-autofocus
        autoFocus
        error={tried && noName ? t('contact.nameMissing') : undefined}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      {draft.numbers.map((n, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are edited
        <div key={i} className="row low">
          <Select
            aria-label={t('contact.kindOf', { n: i + 1 })}
            w={108}
            allowDeselect={false}
            value={n.kind}
            data={numberKinds.map((kind) => ({ value: kind, label: t(`contact.kind.${kind}`) }))}
            onChange={(kind) => kind && changeNumber(i, { kind })}
          />
          <TextInput
            className="grow"
            aria-label={t('contact.numberOf', { n: i + 1 })}
            value={n.number}
            maxLength={100}
            inputMode="tel"
            error={tried && !numbers.length && i === 0 ? t('contact.numberMissing') : undefined}
            onChange={(e) => changeNumber(i, { number: e.currentTarget.value })}
          />
          {draft.numbers.length > 1 && (
            <IconButton label={t('contact.removeNumber', { n: i + 1 })} onClick={() => change({ numbers: draft.numbers.filter((_, k) => k !== i) })}>
              <IconTrash size={16} aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {draft.numbers.length < MOST_NUMBERS && (
        <button type="button" className="text-button" onClick={() => change({ numbers: [...draft.numbers, { kind: 'mobile', number: '' }] })}>
          {t('contact.addNumber')}
        </button>
      )}
      <Textarea
        label={t('contact.note')}
        value={draft.note}
        maxLength={LONGEST_CONTACT_NOTE}
        autosize
        minRows={2}
        onChange={(e) => change({ note: e.currentTarget.value })}
      />
      <TagsInput
        label={t('contact.groups')}
        description={t('contact.groupsHint')}
        value={[...draft.groups]}
        data={[...groups]}
        maxTags={20}
        comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
        onChange={(list) => change({ groups: list.map((name) => name.trim().slice(0, 60)).filter(Boolean) })}
      />
      <Switch label={t('contact.favourite')} checked={draft.favourite} onChange={(e) => change({ favourite: e.currentTarget.checked })} />
      <ContactCallFields contact={draft} onChange={change} />
      <FailureNote failure={failure} />
      <div className="row">
        <button type="submit" className="button primary" disabled={busy}>
          {t(isNew ? 'contact.create' : 'contact.save')}
        </button>
        <button type="button" className="button" onClick={() => onDone(null)}>
          {t('contact.cancel')}
        </button>
      </div>
    </form>
  )
}

export const emptyContact = (number = ''): Contact => ({
  id: crypto.randomUUID(),
  name: '',
  note: '',
  favourite: false,
  numbers: [{ kind: 'work', number }],
  groups: [],
  line: null,
  ringtone: null,
  ringsAlways: false,
  blocked: false,
})

import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContactName } from '../../hooks/use-contact-name.ts'
import { useContactSearch } from '../../hooks/use-contact-search.ts'
import { useApp } from '../../state/app-store.ts'

const SHOWN = 50

type Props = { readonly contactId: string | null; readonly onChange: (contactId: string | null) => void }

/** Which contact the calls are with, found as one types; favourites before anything is typed. */
export function ContactFilter({ contactId, onChange }: Props) {
  const { t } = useTranslation()
  const favourites = useApp((s) => s.contacts.favourites)
  const [text, setText] = useState('')
  const name = useContactName(contactId)
  const { contacts, busy } = useContactSearch(text === name ? '' : text, SHOWN)
  const offered = text.trim() === '' || text === name ? favourites : contacts
  const others = offered.filter(({ id }) => id !== contactId).map((c) => ({ value: c.id, label: c.name }))
  const data = contactId !== null && name !== null ? [{ value: contactId, label: name }, ...others] : others
  return (
    <Select
      label={t('filter.contactId')}
      placeholder={t('filter.any')}
      data={data}
      value={contactId}
      clearable
      searchable
      searchValue={text}
      onSearchChange={setText}
      // main has searched: names by all their words, and numbers
      filter={({ options }) => options}
      nothingFoundMessage={busy ? undefined : t(text.trim() === '' ? 'filter.typeContact' : 'search.none')}
      comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
      onChange={onChange}
    />
  )
}

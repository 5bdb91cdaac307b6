import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { findContacts } from '../../../../shared/domain/contact.ts'
import { dialledForm } from '../../../../shared/domain/dial-plan.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { findSettings } from '../../components/settings-index.ts'
import { showSetting } from '../../components/show-setting.ts'
import { useApp } from '../../state/app-store.ts'
import { go, openSettings, type ScreenId } from '../../state/navigation.ts'
import { currentLine, regionOf } from '../../state/selectors.ts'
import css from './search-dialog.module.css'

const useSearch = create<{ readonly open: boolean }>(() => ({ open: false }))
export const openSearch = (): void => useSearch.setState({ open: true })
const close = (): void => useSearch.setState({ open: false })

type Hit = {
  readonly id: string
  readonly group: 'dial' | 'contacts' | 'calls' | 'screens' | 'settings'
  readonly title: string
  readonly more?: string
  readonly run: () => void
}
/** Results shown per group. */
const MOST = 5

/** Names, numbers, screens and settings from one field (Ctrl K). A number goes into the number field, which shows its price, and is not called yet. */
export function SearchDialog({ screens }: { readonly screens: readonly ScreenId[] }) {
  const open = useSearch((s) => s.open)
  return open && <Search screens={screens} />
}

function Search({ screens }: { readonly screens: readonly ScreenId[] }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const hits = useHits(text, screens)
  const combobox = useCombobox({ opened: true })
  const listId = useId()
  // derived, so that one entry of the current list is always the active one
  const active = hits.find(({ id }) => id === chosen) ?? hits[0]
  const optionId = (hit: Hit): string => `${listId} ${hit.id}`.replaceAll(' ', '-')
  const take = (hit: Hit | undefined): void => {
    if (!hit) return
    close()
    hit.run()
  }
  const move = (by: number): void => {
    const at = active ? hits.indexOf(active) : 0
    setChosen(hits[(at + by + hits.length) % hits.length]?.id ?? null)
  }
  const onKeyDown = (e: KeyboardEvent): void => {
    // Enter and the arrows of an input method choose among its own suggestions
    if (e.nativeEvent.isComposing) return
    if (e.key === 'Escape') close()
    else if (e.key === 'Enter') take(active)
    else if (e.key === 'ArrowDown') move(1)
    else if (e.key === 'ArrowUp') move(-1)
    else return
    e.preventDefault()
  }
  const activeId = active && optionId(active)
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  const groups = [...Map.groupBy(hits, (h) => h.group)]
  return (
    <Modal.Root opened onClose={close} size={560} transitionProps={{ duration: 0 }} yOffset={64}>
      <Modal.Overlay />
      <Modal.Content radius={12} aria-label={t('search.title')}>
        <Modal.Body p={0}>
          <Combobox store={combobox} withinPortal={false} onOptionSubmit={(id) => take(hits.find((h) => h.id === id))}>
            <Combobox.EventsTarget withKeyboardNavigation={false} withAriaAttributes={false}>
              <TextInput
                className={css['search-field']}
                size="md"
                // at once, and not with the focus trap's delay: what is typed right after Ctrl K goes in here
                autoFocus
                data-autofocus
                autoComplete="off"
                aria-haspopup="listbox"
                aria-controls={listId}
                aria-activedescendant={activeId}
                aria-label={t('search.title')}
                placeholder={t('search.hint')}
                leftSection={<IconSearch size={18} aria-hidden />}
                value={text}
                maxLength={100}
                onChange={(e) => {
                  setText(e.currentTarget.value)
                  setChosen(null)
                }}
                onKeyDown={onKeyDown}
              />
            </Combobox.EventsTarget>
            <div className={css['search-hits']}>
              <Combobox.Options id={listId} aria-label={t('search.title')}>
                {groups.map(([group, list]) => (
                  <Combobox.Group key={group} label={t(`search.group.${group}`)}>
                    {list.map((h) => (
                      <Combobox.Option key={h.id} id={optionId(h)} value={h.id} selected={h === active} aria-selected={h === active}>
                        <bdi>{h.title}</bdi>
                        {h.more && (
                          <small className="num">
                            <bdi>{h.more}</bdi>
                          </small>
                        )}
                      </Combobox.Option>
                    ))}
                  </Combobox.Group>
                ))}
              </Combobox.Options>
              <p className={css['search-none']} role="status">
                {text.trim() !== '' && !hits.length ? t('search.none') : ''}
              </p>
            </div>
          </Combobox>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function useHits(text: string, screens: readonly ScreenId[]): readonly Hit[] {
  const { t, i18n } = useTranslation()
  const contacts = useApp((s) => s.contacts)
  const recent = useApp((s) => s.recentCalls.entries)
  const region = useApp(regionOf)
  const line = useApp(currentLine)
  return useMemo(() => {
    const wanted = text.trim()
    const lower = wanted.toLocaleLowerCase(i18n.language)
    const dial = (number: string) => () => go('phone', number)
    const form = wanted && line && /\d/.test(wanted) ? dialledForm(wanted, line.dialling, region, line.userName) : null
    const numbers = findContacts(contacts, wanted, MOST).flatMap((c) => c.numbers.map((n) => ({ ...n, name: c.name })))
    const calls = wanted
      ? [
          ...new Map(
            recent
              .filter((e) => e.number && `${e.name ?? ''} ${e.number}`.toLocaleLowerCase(i18n.language).includes(lower))
              .map((e) => [e.number, e]),
          ).values(),
        ]
      : []
    const names = screens.map((id) => ({ id, title: t(`nav.${id}`) }))
    return [
      ...(form?.kind === 'number'
        ? [{ id: 'dial', group: 'dial', title: t('search.dial', { number: displayNumber(wanted, region) }), run: dial(wanted) } as const]
        : []),
      ...(wanted ? numbers : [])
        .slice(0, MOST)
        .map((n, i): Hit => ({ id: `contact ${i}`, group: 'contacts', title: n.name, more: displayNumber(n.number, region), run: dial(n.number) })),
      ...calls.slice(0, MOST).map(
        (e): Hit => ({
          id: `call ${e.id}`,
          group: 'calls',
          title: e.name ?? displayNumber(e.number, region),
          more: e.name ? displayNumber(e.number, region) : '',
          run: dial(e.number),
        }),
      ),
      ...names
        .filter(({ title }) => title.toLocaleLowerCase(i18n.language).includes(lower))
        .map(
          ({ id, title }): Hit => ({ id: `screen ${id}`, group: 'screens', title, run: () => (id === 'settings' ? openSettings('lines') : go(id)) }),
        ),
      ...findSettings(wanted, t, i18n.language)
        .slice(0, MOST)
        .map(
          ({ section, label }): Hit => ({
            id: `setting ${label}`,
            group: 'settings',
            title: t(label),
            more: t(`settings.${section}`),
            run: () => showSetting(section, t(label)),
          }),
        ),
    ]
  }, [text, contacts, recent, region, line, screens, t, i18n.language])
}

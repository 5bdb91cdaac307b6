import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { findContacts } from '../../../../shared/contact.ts'
import { dialledForm } from '../../../../shared/dial-plan.ts'
import { displayNumber } from '../../../../shared/phone-number.ts'
import { useApp } from '../../state/app-store.ts'
import { go, openSettings, type ScreenId } from '../../state/navigation.ts'
import { currentLine, regionOf } from '../../state/selectors.ts'
import { findSettings } from './settings-index.ts'
import { showSetting } from './show-setting.ts'
import './search.css'

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
/** More than that nobody reads. */
const MOST = 5

/** Names, numbers, screens and settings from one field (Ctrl K). A number goes to the plate, where its price stands, and does not call yet. */
export function SearchDialog({ screens }: { readonly screens: readonly ScreenId[] }) {
  const open = useSearch((s) => s.open)
  return open && <Search screens={screens} />
}

function Search({ screens }: { readonly screens: readonly ScreenId[] }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const hits = useHits(text, screens)
  const combobox = useCombobox({ opened: true })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first of the new hits is the one that Enter takes
  useEffect(() => {
    combobox.selectFirstOption()
  }, [hits])
  const groups = [...Map.groupBy(hits, (h) => h.group)]
  return (
    <Modal.Root opened onClose={close} size={560} transitionProps={{ duration: 0 }} yOffset={64}>
      <Modal.Overlay />
      <Modal.Content radius={12} aria-label={t('search.title')}>
        <Modal.Body p={0}>
          <Combobox
            store={combobox}
            withinPortal={false}
            onOptionSubmit={(id) => {
              close()
              hits.find((h) => h.id === id)?.run()
            }}
          >
            <Combobox.EventsTarget>
              <TextInput
                className="search-field"
                size="md"
                data-autofocus
                aria-label={t('search.title')}
                placeholder={t('search.hint')}
                leftSection={<IconSearch size={18} aria-hidden />}
                value={text}
                maxLength={100}
                onChange={(e) => setText(e.currentTarget.value)}
                // the list would take it for itself and stay
                onKeyDown={(e) => e.key === 'Escape' && close()}
              />
            </Combobox.EventsTarget>
            <div className="search-hits">
              <Combobox.Options aria-label={t('search.title')}>
                {groups.map(([group, list]) => (
                  <Combobox.Group key={group} label={t(`search.group.${group}`)}>
                    {list.map((h) => (
                      <Combobox.Option key={h.id} value={h.id}>
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
              <p className="search-none" role="status">
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

import { Combobox, Kbd, Modal, TextInput, useCombobox } from '@mantine/core'
import { type Icon, IconAddressBook, IconHistory, IconLayoutSidebar, IconPhone, IconSearch, IconSettings } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Contact, lineOfContact } from '../../../../shared/domain/contact.ts'
import { dialledForm } from '../../../../shared/domain/dial-plan.ts'
import { isWords, numbersIn } from '../../../../shared/domain/number-intake.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { findSettings } from '../../components/settings-index.ts'
import { showSetting } from '../../components/show-setting.ts'
import { useContactOf } from '../../hooks/use-contact-of.ts'
import { useContactSearch } from '../../hooks/use-contact-search.ts'
import { acceleratorText } from '../../i18n/accelerator.ts'
import { useApp } from '../../state/app-store.ts'
import { closeDialog, useIsOpen } from '../../state/dialogs.ts'
import { enterNumber, go, openSettings, type ScreenId } from '../../state/navigation.ts'
import { currentLine, openAccountId, regionOf } from '../../state/selectors.ts'
import { takeTyped } from '../../state/typed-ahead.ts'
import { matches } from './matches.ts'
import css from './search-dialog.module.css'
import { type Action, useActions, useNumberActions } from './use-actions.ts'

const close = (): void => closeDialog('search')

type Hit = {
  readonly id: string
  readonly group: 'dial' | 'contacts' | 'calls' | 'actions' | 'screens' | 'settings'
  readonly title: string
  readonly icon: Icon
  readonly more?: string
  /** Its shortcut, in Electron's notation. */
  readonly keys?: string | null
  readonly run: () => void
}
/** Results shown per group. */
const MOST = 5

/**
 * Names, numbers, actions, screens and settings from one field (Ctrl K). A number goes into the number field, which shows its
 * price, and is not called yet; nothing here costs money or ends a call.
 */
export function SearchDialog({ screens }: { readonly screens: readonly ScreenId[] }) {
  return useIsOpen('search') && <Search screens={screens} />
}

function Search({ screens }: { readonly screens: readonly ScreenId[] }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const { hits, busy } = useHits(text, screens)
  const [entered, setEntered] = useState(false)
  const combobox = useCombobox({ opened: true })
  const mac = useApp(({ environment }) => environment.platform === 'darwin')
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
    else if (e.key === 'Enter') setEntered(true)
    else if (e.key === 'ArrowDown') move(1)
    else if (e.key === 'ArrowUp') move(-1)
    else return
    e.preventDefault()
  }
  // what was typed last may not have been looked for yet when Enter is pressed
  useEffect(() => {
    if (!entered || busy) return
    setEntered(false)
    take(active)
  })
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
                maxLength={300}
                onFocus={() => {
                  const typed = takeTyped()
                  if (typed.text) setText(typed.text.slice(0, 300))
                  if (typed.entered) setEntered(true)
                }}
                onChange={(e) => {
                  setEntered(false)
                  setText(e.currentTarget.value)
                  setChosen(null)
                }}
                onKeyDown={onKeyDown}
                onPaste={(e) => {
                  const pasted = e.clipboardData.getData('text')
                  // the field has one line: numbers of several would run into each other
                  if (text !== '' || !pasted.includes('\n')) return
                  e.preventDefault()
                  setText(
                    pasted
                      .trim()
                      .replace(/\s*\n\s*/g, '; ')
                      .slice(0, 300),
                  )
                }}
              />
            </Combobox.EventsTarget>
            <div className={css['search-hits']}>
              <Combobox.Options id={listId} aria-label={t('search.title')}>
                {groups.map(([group, list]) => (
                  <Combobox.Group key={group} label={t(`search.group.${group}`)}>
                    {list.map((h) => (
                      <Combobox.Option key={h.id} id={optionId(h)} value={h.id} selected={h === active} aria-selected={h === active}>
                        <h.icon size={16} stroke={1.75} aria-hidden />
                        <bdi className="grow">{h.title}</bdi>
                        {h.more && (
                          <small className="num">
                            <bdi>{h.more}</bdi>
                          </small>
                        )}
                        {h.keys && <Kbd size="xs">{acceleratorText(t, h.keys, mac)}</Kbd>}
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

function useHits(text: string, screens: readonly ScreenId[]): { readonly hits: readonly Hit[]; readonly busy: boolean } {
  const { t, i18n } = useTranslation()
  const byText = useContactSearch(text, MOST)
  // `sms taxi`: the first word is what to do, the rest with whom
  const byRest = useContactSearch(text.trim().split(/\s+/).slice(1).join(' '), 1)
  const recent = useApp((s) => s.recentCalls.entries)
  const region = useApp(regionOf)
  const line = useApp(currentLine)
  const contactOf = useContactOf()
  const accountId = useApp(openAccountId)
  const actions = useActions()
  const actionsFor = useNumberActions(screens)
  const hits = useMemo((): readonly Hit[] => {
    const wanted = text.trim()
    const locale = i18n.language
    const dial =
      (number: string, lineId: string | null = null) =>
      () =>
        enterNumber(number, lineId)
    const numbers = (isWords(wanted) ? numbersIn(wanted) : [wanted]).filter(
      (number) => line && number && dialledForm(number, line.dialling, region, line.userName).kind === 'number',
    )
    const [number] = numbers
    const named = (list: readonly Contact[]) =>
      list.flatMap((c) => c.numbers.map((n) => ({ number: n.number, name: c.name, lineId: lineOfContact(c, accountId) })))
    const found = wanted ? named(byText.contacts) : []
    // a contact is not listed among the recent calls as well
    const known = new Set(found.map(({ number }) => number))
    const lately = new Map(
      recent.filter((e) => e.number && !known.has(e.number)).map((e) => [e.number, { ...e, name: contactOf(e.number)?.name ?? e.name }]),
    )
    const calls = [...lately.values()].filter((e) => !wanted || matches(`${e.name ?? ''} ${e.number}`, wanted, locale))
    const [verb = ''] = wanted.split(/\s+/)
    const target = found[0] ?? (number === undefined ? named(byRest.contacts)[0] : { number, name: displayNumber(number, region) })
    const lower = verb.toLocaleLowerCase(locale)
    const forNumber = target ? actionsFor(target.number, target.name) : []
    const matching =
      found.length || number !== undefined ? forNumber : forNumber.filter(({ title }) => title.toLocaleLowerCase(locale).includes(lower))
    const action = (a: Action): Hit => ({ ...a, id: `action ${a.id}`, group: 'actions' })
    return [
      ...numbers.slice(0, MOST).map(
        (one, i): Hit => ({
          id: `dial ${i}`,
          group: 'dial',
          title: t('search.dial', { number: displayNumber(one.replace(/^sips?:/i, ''), region) }),
          icon: IconPhone,
          run: dial(one),
        }),
      ),
      ...found.slice(0, MOST).map(
        (n, i): Hit => ({
          id: `contact ${i}`,
          group: 'contacts',
          title: n.name,
          icon: IconAddressBook,
          more: displayNumber(n.number, region),
          run: dial(n.number, n.lineId),
        }),
      ),
      ...calls.slice(0, MOST).map(
        (e): Hit => ({
          id: `call ${e.id}`,
          group: 'calls',
          title: e.name ?? displayNumber(e.number, region),
          icon: IconHistory,
          more: e.name ? displayNumber(e.number, region) : '',
          run: dial(e.number),
        }),
      ),
      ...matching.map(action),
      ...actions.filter(({ title }) => matches(title, wanted, locale)).map(action),
      ...screens
        .map((id, at) => ({ id, at, title: t(`nav.${id}`) }))
        .filter(({ title }) => !wanted || matches(title, wanted, locale))
        .map(
          ({ id, at, title }): Hit => ({
            id: `screen ${id}`,
            group: 'screens',
            title,
            icon: IconLayoutSidebar,
            keys: at < 9 ? `CommandOrControl+${at + 1}` : null,
            run: () => (id === 'settings' ? openSettings('lines') : go(id)),
          }),
        ),
      ...findSettings(wanted, t, locale)
        .slice(0, MOST)
        .map(
          ({ section, label }): Hit => ({
            id: `setting ${label}`,
            group: 'settings',
            title: t(label),
            icon: IconSettings,
            more: t(`settings.${section}`),
            run: () => showSetting(section, t(label)),
          }),
        ),
    ]
  }, [text, byText.contacts, byRest.contacts, recent, region, line, screens, contactOf, accountId, actions, actionsFor, t, i18n.language])
  return { hits, busy: byText.busy || byRest.busy }
}

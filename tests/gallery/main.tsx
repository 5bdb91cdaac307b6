import '@fontsource-variable/inter/opsz.css'
import '../../renderer/src/ui/main-window.css'
import i18next from 'i18next'
import { dialogBox } from '../../renderer/src/components/dialog.tsx'
import en from '../../renderer/src/i18n/en.json' with { type: 'json' }
import { useNavigation } from '../../renderer/src/state/navigation.ts'
import { projection } from '../../renderer/src/state/projection.ts'
import { createBridge } from './bridge.ts'
import { contactAnswers } from './contact-answers.ts'
import { pseudo } from './pseudo.ts'
import { galleryContacts, states } from './states.ts'

const query = new URLSearchParams(location.search)
const wanted = query.get('state') ?? ''
const page = document.documentElement
let clear = (): void => {}
// i18next writes what is added into the texts it was given
const plain = structuredClone(en)
const longer = pseudo(plain)
let inBrackets = false

// the app has it before anybody can open a dialog
await dialogBox.load()

/** Puts a state on the page, in place of the one before. */
async function show(id: string, theme: string, language: string): Promise<void> {
  delete page.dataset['ready']
  clear()
  if (inBrackets) i18next.addResourceBundle('en', 'translation', structuredClone(plain), true, true)
  inBrackets = false
  // the sheet of components works over any state
  const shown = states.find((s) => s.id === (id === 'components' ? 'phone' : id))
  if (!shown) throw new Error(`there is no state ${id}`)
  const { state, screen, section, number, answers } = shown
  const scheme = theme === 'dark' ? 'dark' : 'light'
  const spoken = language === 'de' ? 'de' : 'en'
  Object.defineProperty(window, 'dialdesk', {
    value: createBridge({ ...contactAnswers(shown.contacts ?? galleryContacts), ...answers }),
    configurable: true,
  })
  projection.setState({ state: { ...state, settings: { ...state.settings, theme: scheme, language: spoken } } })
  useNavigation.setState({
    ...useNavigation.getInitialState(),
    ...(screen ? { screen } : {}),
    ...(section ? { section } : {}),
    number: number ?? '',
  })
  clear =
    id === 'components'
      ? await (await import('./components.tsx')).renderComponents(spoken, scheme)
      : await (await import('../../renderer/src/app/root.tsx')).render()
  if (language === 'pseudo') await putInBrackets()
  page.dataset['ready'] = 'yes'
}

/** Puts the longer texts in place of those that the page shows, until another state is shown. */
async function putInBrackets(): Promise<void> {
  inBrackets = true
  projection.setState(({ state }) => (state ? { state: { ...state, settings: { ...state.settings, language: 'en' } } } : {}))
  i18next.addResourceBundle('en', 'translation', longer, true, true)
  await i18next.changeLanguage('en')
}

/** What a spec may ask of the page. */
export type GalleryPage = {
  readonly show: typeof show
  readonly putInBrackets: typeof putInBrackets
  /** What main would tell of a part of the state. */
  readonly change: (slice: 'account' | 'lines', part: object) => void
}

if (wanted) {
  const own: GalleryPage = {
    show,
    putInBrackets,
    change: (slice, part) => projection.setState(({ state }) => (state ? { state: { ...state, [slice]: { ...state[slice], ...part } } } : {})),
  }
  Object.assign(window, { gallery: own })
  await show(wanted, query.get('theme') ?? '', query.get('language') ?? '')
} else {
  const list = document.createElement('ul')
  for (const id of ['components', ...states.map((s) => s.id)]) {
    const item = document.createElement('li')
    for (const look of [
      'theme=light&language=en',
      'theme=dark&language=en',
      'theme=light&language=de',
      'theme=dark&language=de',
      'theme=light&language=pseudo',
    ]) {
      const link = document.createElement('a')
      link.href = `?state=${id}&${look}`
      link.textContent = look === 'theme=light&language=en' ? id : look.replace(/\w+=/g, '').replace('&', ' ')
      item.append(link, ' ')
    }
    list.append(item)
  }
  document.body.style.overflow = 'auto'
  document.body.append(list)
}

import i18next from 'i18next'
import en from '../../renderer/src/i18n/en.json' with { type: 'json' }
import { useAppStore } from '../../renderer/src/state/app-store.ts'
import { useNavigation } from '../../renderer/src/state/navigation.ts'
import { createBridge } from './bridge.ts'
import { pseudo } from './pseudo.ts'
import { states } from './states.ts'

const query = new URLSearchParams(location.search)
const wanted = query.get('state') ?? ''
const language = query.get('language') ?? 'en'
const theme = query.get('theme') === 'dark' ? 'dark' : 'light'
const found = states.find(({ id }) => id === wanted)

if (found || wanted === 'components') {
  const shown = found ?? states.find(({ id }) => id === 'phone')
  if (!shown) throw new Error('there is no state to begin with')
  const { state, screen, section, number, answers } = shown
  Object.defineProperty(window, 'dialdesk', { value: createBridge(answers ?? {}) })
  useAppStore.setState({ state: { ...state, settings: { ...state.settings, theme, language: language === 'de' ? 'de' : 'en' } } })
  useNavigation.setState({ ...(screen ? { screen } : {}), ...(section ? { section } : {}), number: number ?? '' })
  const { render } = await import('../../renderer/src/app/root.tsx')
  if (found) await render()
  else await (await import('./components.tsx')).renderComponents(language === 'de' ? 'de' : 'en', theme)
  if (language === 'pseudo') {
    i18next.addResourceBundle('en', 'translation', pseudo(en), true, true)
    await i18next.changeLanguage('en')
  }
  document.documentElement.dataset['ready'] = 'yes'
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

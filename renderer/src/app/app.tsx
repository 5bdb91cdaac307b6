import { useMantineColorScheme } from '@mantine/core'
import { lazy, Suspense, useEffect } from 'react'
import { chooseLanguage } from '../../../shared/domain/language.ts'
import { SignIn } from '../features/sign-in/sign-in.tsx'
import { changeLanguage } from '../i18n/index.ts'
import { useApp } from '../state/app-store.ts'
import { Shell } from './shell.tsx'

const FirstRun = lazy(() => import('../features/first-run/first-run.tsx'))

/** Sign-in, the first steps or the shell, in the language and colour scheme of the settings. */
export function App() {
  const signedIn = useApp(({ account }) => account.session.state === 'signed-in')
  const setUp = useApp(({ settings }) => settings.setUp)
  const busy = useApp(({ calls }) => calls.some((c) => c.state !== 'ended'))
  const theme = useApp(({ settings }) => settings.theme)
  const language = useApp(({ settings, environment }) => chooseLanguage(settings.language, environment.systemLanguages))
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => setColorScheme(theme === 'system' ? 'auto' : theme), [theme, setColorScheme])
  useEffect(() => changeLanguage(language), [language])
  if (!signedIn) return <SignIn />
  // a call takes precedence over the first steps
  return setUp || busy ? (
    <Shell />
  ) : (
    <Suspense fallback={null}>
      <FirstRun />
    </Suspense>
  )
}

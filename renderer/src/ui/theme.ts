import { type CSSVariablesResolver, createTheme, type InputProps, type MantineColorsTuple, type MenuProps } from '@mantine/core'

const iris: MantineColorsTuple = ['#ECEEFC', '#D9DDF9', '#B7BEF2', '#949EEA', '#7A86DD', '#5F6EE0', '#5262DB', '#3F4FC9', '#3542B0', '#2A3589']

export const theme = createTheme({
  fontFamily: '"Inter Variable", system-ui, "Segoe UI", sans-serif',
  colors: { iris },
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 6,
  fontSizes: { xs: '11px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // plain objects: with the components' own "extend" the theme would load these components before the first screen
    Input: {
      // as high as the buttons beside it
      vars: (_theme: unknown, { multiline }: InputProps & { readonly multiline?: boolean }) => ({
        wrapper: { '--input-height': multiline ? undefined : '32px' },
      }),
    },
    InputWrapper: { classNames: { label: 'field-label', description: 'field-hint' } },
    Menu: {
      defaultProps: {
        // no portal, which would be outside all landmarks; fixed, so that a scrolling pane does not clip it
        withinPortal: false,
        floatingStrategy: 'fixed',
        // the placeholder is no menu item, which ARIA requires in a menu
        withInitialFocusPlaceholder: false,
        transitionProps: { duration: 0 },
      } satisfies Partial<MenuProps>,
    },
  },
})

const colours = {
  '--mantine-color-body': 'var(--background)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-muted)',
  '--mantine-color-error': 'var(--negative-text)',
  '--mantine-color-default-border': 'var(--border-control)',
  '--mantine-color-placeholder': 'var(--text-muted)',
} as const

/** Mantine's colours from our tokens. Mantine writes them without a layer, so a style sheet in a layer cannot. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: colours, dark: colours })

/** For Mantine's provider, in the page and where the build draws its first screen. Its classes for widths are not used. */
export const provider = { theme, cssVariablesResolver: cssVariables, defaultColorScheme: 'auto', withGlobalClasses: false } as const

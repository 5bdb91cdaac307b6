import { type CSSVariablesResolver, createTheme, Input, type MantineColorsTuple, Menu } from '@mantine/core'

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
    Input: Input.extend({
      // as high as the buttons beside it
      vars: (_theme, { multiline }) => ({ wrapper: { '--input-height': multiline ? undefined : '32px' } }),
    }),
    InputWrapper: Input.Wrapper.extend({ classNames: { label: 'field-label', description: 'field-hint' } }),
    Menu: Menu.extend({
      defaultProps: {
        // no portal, which would be outside all landmarks; fixed, so that a scrolling pane does not clip it
        withinPortal: false,
        floatingStrategy: 'fixed',
        // the placeholder is no menu item, which ARIA requires in a menu
        withInitialFocusPlaceholder: false,
        transitionProps: { duration: 0 },
      },
    }),
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

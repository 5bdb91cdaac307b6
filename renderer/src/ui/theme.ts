import { createTheme, type MantineColorsTuple, Menu } from '@mantine/core'

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
    Menu: Menu.extend({
      defaultProps: {
        // beside its button: a portal would put it outside all landmarks; fixed: a pane that scrolls does not cut it
        withinPortal: false,
        floatingStrategy: 'fixed',
        // a menu holds items only
        withInitialFocusPlaceholder: false,
        transitionProps: { duration: 0 },
      },
    }),
  },
})

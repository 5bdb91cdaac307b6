import { Menu, type MenuProps } from '@mantine/core'
import { type ReactNode, type Ref, type RefCallback, type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import type { MenuParts } from './menu-button.tsx'

type Props = Pick<MenuProps, 'id' | 'position' | 'width'> & {
  readonly opened: boolean
  readonly onChange: (opened: boolean) => void
  readonly button: RefObject<HTMLElement | null>
  readonly children: (parts: MenuParts) => ReactNode
}

/** The menu of a button that is drawn already. */
export function OpenedMenu({ opened, button, children, ...menu }: Props) {
  // closed at first: when it opens it notes what has the focus, to give it back
  const [shown, setShown] = useState(false)
  useEffect(() => setShown(opened), [opened])
  return (
    <Menu {...menu} opened={shown}>
      <Menu.Target>
        <Anchor button={button} />
      </Menu.Target>
      <Menu.Dropdown>{children(Menu)}</Menu.Dropdown>
    </Menu>
  )
}

/** Stands where the menu expects its button, and names the one that is there. */
function Anchor({ button, ref }: { readonly button: RefObject<HTMLElement | null>; readonly ref?: Ref<HTMLElement> }) {
  useLayoutEffect(() => {
    // a function, as the menu makes it
    const give = ref as RefCallback<HTMLElement> | undefined
    give?.(button.current)
    return () => void give?.(null)
  }, [button, ref])
  return null
}

import type { Menu, MenuProps } from '@mantine/core'
import { type ComponentProps, type ReactNode, useId, useRef, useState } from 'react'
import { lazyModule } from './lazy-module.tsx'

/** What menus are made of. */
export const menuModule = lazyModule(() => import('./opened-menu.tsx'))
const OpenedMenu = menuModule.part((module) => module.OpenedMenu)

/** Item, label, divider and the like. */
export type MenuParts = typeof Menu

type Props = Omit<ComponentProps<'button'>, 'type' | 'id' | 'ref' | 'onClick'> &
  Pick<MenuProps, 'position' | 'width'> & {
    /** Of a button with an icon alone: read out, and shown on hover. */
    readonly label?: string
    /** What is in the menu. */
    readonly menu: (parts: MenuParts) => ReactNode
  }

/**
 * A button with a menu, which is made when it is opened first: a screen has several that nobody opens, and each costs as much as a dozen buttons.
 * Its parts are loaded when the page is idle.
 */
export function MenuButton({ menu, label, position = 'bottom-end', width, children, ...props }: Props) {
  const [opened, setOpened] = useState(false)
  const [made, setMade] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  return (
    <>
      <button
        {...(label === undefined ? {} : { className: 'icon-button', 'aria-label': label, title: label })}
        {...props}
        ref={button}
        type="button"
        // as Mantine names button and menu
        id={id}
        aria-haspopup="menu"
        aria-expanded={opened}
        aria-controls={opened ? `${id}-dropdown` : undefined}
        onClick={() => {
          setMade(true)
          setOpened(!opened)
        }}
      >
        {children}
      </button>
      {made && (
        <OpenedMenu id={id} opened={opened} onChange={setOpened} button={button} position={position} width={width}>
          {menu}
        </OpenedMenu>
      )}
    </>
  )
}

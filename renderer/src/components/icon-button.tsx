import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'button'>, 'type' | 'className' | 'aria-label' | 'title'> & { readonly label: string }

/** A button that shows an icon alone. Its label is read out, and shown on hover. */
export function IconButton({ label, ...button }: Props) {
  return <button {...button} type="button" className="icon-button" aria-label={label} title={label} />
}

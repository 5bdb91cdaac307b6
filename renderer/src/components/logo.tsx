/** The logo: nine keys on iris. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg style={{ flex: 'none' }} width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="7" fill="#3F4FC9" />
      {[8, 14, 20].flatMap((y) =>
        [8, 14, 20].map((x) => <circle key={`${x}.${y}`} cx={x} cy={y} r="2.4" fill="#fff" opacity={x + y > 28 ? 1 : 0.72} />),
      )}
    </svg>
  )
}

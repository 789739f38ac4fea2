/** Somebody walks on: one person in one beam of light. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="15" fill="#15130f" />
      <path d="M27 7h10l15.500 41.500a20.500 6 0 0 1-41 0z" fill="#ffd23f" />
      <g fill="#15130f">
        <circle cx="32" cy="27.500" r="5.600" />
        <path d="M22.500 50.500V44a9.500 9.500 0 0 1 19 0v6.500c-6 1.300-13 1.300-19 0z" />
      </g>
    </svg>
  )
}

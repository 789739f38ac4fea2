/** Two beams of light that make a W on the floor of a stage. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="15" fill="#15130f" />
      <g fill="#ffd23f">
        <path d="M12.500 14h9.600l6.200 31.500H16.600z" />
        <path d="M41.900 14h9.600l-4.100 31.500H35.700z" />
        <path d="M26.600 14h10.800l-1.700 31.500H28.300z" opacity=".5" />
        <ellipse cx="32" cy="48.500" rx="17.500" ry="4.700" />
      </g>
    </svg>
  )
}

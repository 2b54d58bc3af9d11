interface LogoProps {
  size: number;
}

/** Latchkey's mark; it takes the accent colour of the text around it. */
export function Logo({ size }: LogoProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <rect x="2" y="2" width="60" height="60" rx="15" fill="currentColor" />
      <path
        fill="none"
        stroke="var(--colorNeutralForegroundOnBrand)"
        strokeWidth="7"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M32 34v17.5M32 51.5h9M32 42.5h6"
      />
      <circle
        cx="32"
        cy="22"
        r="11.5"
        fill="none"
        stroke="var(--colorNeutralForegroundOnBrand)"
        strokeWidth="7"
      />
    </svg>
  );
}

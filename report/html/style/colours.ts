/** Colours by what they mean, for light and dark: either the system decides, or the button at the top. */
export const COLOURS = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f7f6f3, #141518);
  --card: light-dark(#ffffff, #1c1e22);
  --inset: light-dark(#f7f6f3, #15171a);
  --line: light-dark(#e2dfd8, #34373e);
  --ink: light-dark(#1b1c1f, #ececee);
  --soft: light-dark(#5a5b62, #a8abb4);
  --accent: light-dark(#2a53c4, #9db8ff);
  --bad: light-dark(#a8201a, #ff9d94);
  --bad-wash: light-dark(#fde9e7, #43211f);
  --caution: light-dark(#7d5200, #efc265);
  --caution-wash: light-dark(#fdf1d6, #3a311a);
  --good: light-dark(#1b6437, #86d6a1);
  --good-wash: light-dark(#e4f3e9, #1a3324);
  --calm: light-dark(#1d5783, #93c9ee);
  --calm-wash: light-dark(#e5f0f8, #1b3040);
  --bad-fill: light-dark(#c9453c, #e0645a);
  --caution-fill: light-dark(#d9a032, #c99a3a);
  --good-fill: light-dark(#4d9c6a, #4f9e6e);
  --calm-fill: light-dark(#7f9db4, #5f7d95);
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
`;

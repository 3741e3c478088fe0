import { RulesSection } from './rules-section.tsx';
import { ViewsSection } from './views-section.tsx';

/** The usual picture of the camera beside the present one, and what follows when they differ. */
export function PictureSection() {
  return (
    <>
      <ViewsSection />
      <RulesSection />
    </>
  );
}

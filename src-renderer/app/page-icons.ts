import {
  Activity,
  ChartNoAxesCombined,
  GraduationCap,
  History,
  ListOrdered,
  type LucideIcon,
  SlidersHorizontal,
} from 'lucide-react';
import type { PageName } from './route.ts';

export const pageIcons: Record<PageName, LucideIcon> = {
  live: Activity,
  recipes: ListOrdered,
  history: History,
  figures: ChartNoAxesCombined,
  teach: GraduationCap,
  setup: SlidersHorizontal,
};

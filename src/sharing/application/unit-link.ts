import { organisationType, type DataRegime, type UnitView } from '../../directory/index.js';
import type { ChainLink } from '../domain/secrecy-chain.js';
import type { SharingCategory } from '../domain/sharing-codes.js';

/** Law under which a unit works unless an item says otherwise: Sozialdaten by what it is, else that of its organisation. */
export function regimeOf(unit: UnitView): DataRegime {
  const { isSection35Body } = organisationType(unit.type);
  return isSection35Body ? 'SOCIAL_DATA' : unit.organisation.regime;
}

/** The only link of what a unit knows itself, told at category level. */
export function linkOfUnit(unit: UnitView, category: SharingCategory): ChainLink {
  return {
    controllerType: unit.type,
    category,
    regime: regimeOf(unit),
    secrecyOrigin: null,
    entrustedBy: null,
  };
}

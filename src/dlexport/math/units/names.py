r"""The units and prefixes of siunitx, each with its sign in LaTeX that is set upright."""

from __future__ import annotations

from typing import Final


def _table(text: str) -> dict[str, str]:
    words = text.split()
    return {"\\" + name: sign for name, sign in zip(words[::2], words[1::2], strict=True)}


PREFIXES: Final = _table(r"""
    quecto q ronto r yocto y zepto z atto a femto f pico p nano n micro \mu milli m centi c deci d deca da deka da
    hecto h kilo k mega M giga G tera T peta P exa E zetta Z yotta Y ronna R quetta Q
    kibi Ki mebi Mi gibi Gi tebi Ti pebi Pi exbi Ei
""")

UNITS: Final = _table(r"""
    ampere A candela cd kelvin K kilogram kg gram g metre m meter m mole mol second s becquerel Bq coulomb C farad F
    gray Gy hertz Hz henry H joule J katal kat lumen lm lux lx newton N ohm \Omega Omega \Omega pascal Pa radian rad
    siemens S sievert Sv steradian sr tesla T volt V watt W weber Wb bar bar barn b bel B decibel dB neper Np knot kn
    mmHg mmHg nauticalmile M astronomicalunit au bohr a_0 dalton Da electronvolt eV hartree E_h day d hectare ha hour h
    litre L
    liter L minute min tonne t bit bit byte B
    fg fg pg pg ng ng ug \mu{}g mg mg g g kg kg pm pm nm nm um \mu{}m mm mm cm cm dm dm m m km km as as fs fs ps ps
    ns ns us \mu{}s ms ms s s fmol fmol pmol pmol nmol nmol umol \mu{}mol mmol mmol mol mol kmol kmol pA pA nA nA
    uA \mu{}A mA mA A A kA kA uL \mu{}L mL mL L L hL hL ml ml l l mHz mHz Hz Hz kHz kHz MHz MHz GHz GHz THz THz
    mN mN N N kN kN MN MN Pa Pa kPa kPa MPa MPa GPa GPa pV pV nV nV uV \mu{}V mV mV V V kV kV W W uW \mu{}W mW mW
    kW kW MW MW GW GW J J uJ \mu{}J mJ mJ kJ kJ eV eV meV meV keV keV MeV MeV GeV GeV TeV TeV kWh kWh F F fF fF
    pF pF nF nF uF \mu{}F mF mF K K mK mK dB dB kohm k\Omega Mohm M\Omega
""")

# Units whose sign is no letter; those of angles follow the number without a space.
SIGNS: Final = {
    r"\celsius": r"{}^{\circ}\mathrm{C}", r"\degreeCelsius": r"{}^{\circ}\mathrm{C}", r"\percent": r"\%",
    r"\degree": r"{}^{\circ}", r"\arcminute": "{}'", r"\arcsecond": "{}''", r"\angstrom": r"\text{Å}",
    r"\permille": r"\text{‰}",
}  # fmt: skip
ANGLES: Final = frozenset({r"\degree", r"\arcminute", r"\arcsecond"})

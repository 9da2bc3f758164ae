//! English.

use super::lexicon::Language;

/// The words of English.
pub const ENGLISH: Language = Language {
    cardinals: [
        "zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen",
        ",,twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety",
        "",
    ],
    ordinals: ",first,second,third,fourth,fifth,sixth,seventh,eighth,ninth,tenth,eleventh,twelfth,thirteenth,fourteenth,fifteenth,sixteenth,\
        seventeenth,eighteenth,nineteenth,twentieth",
    ordinal_endings: "st|nd|rd|th",
    magnitudes: ",,hundred,thousand|k,,lakh|lakhs,million|mn,crore|crores,,billion|bn,,,trillion|tn",
    lone_magnitudes: "",
    short_magnitudes: ",,,,,,m,,,b",
    and: "and",
    one: "a|an",
    none: "no|none|nobody",
    and_a_half: "and a half|and one half|½",
    fractions: "half|halves,third|thirds,quarter|quarters|fourth|fourths,fifth|fifths,sixth|sixths,seventh|sevenths,eighth|eighths,\
        ninth|ninths,tenth|tenths",
    lone_fractions: "half|½",
    fractions_of_one: "half,,quarter",
    in_every: "in|of|in every|of every|out of|out of every|of the|out of the",
    of: "of",
    multiples: "twice|double*|doubling|twofold,thrice|triple*|tripling|treble*|trebling|threefold,quadrupl*|fourfold,quintupl*|fivefold,\
        sixfold,sevenfold,eightfold,ninefold,tenfold",
    times: "times|fold",
    multiplied: "multiplied by|factor of",
    times_more: "more|higher|larger|greater|bigger|longer|faster|stronger|above|increase*|rise|growth|jump|gain|surge|spike",
    halved: "halv*|cut in half|cuts in half|cutting in half",
    groups: "dozen,,,decade|decades,century|centuries",
    plurals: "dozens,tens,hundreds,thousands,,,millions,,,billions,,,trillions",
    hedges: "about|around|roughly|some|approximately|circa|close to|near|in the region of|on the order of|in the neighborhood of|more or less|~|≈,\
        nearly|almost|just under|just below|just less than|just short of|slightly less than|slightly fewer than|slightly under|slightly below|\
        a little less than|a little under|little less than|a bit less than|approaching|nearing|not quite,\
        just over|just above|just more than|slightly more than|slightly over|slightly above|a little more than|a little over|little more than|\
        little over|a bit more than,\
        more than|above|exceed*|topped|tops|topping|surpass*|in excess of|greater than|higher than|larger than|upwards of|upward of|>,\
        over,\
        at least|no fewer than|no less than|not fewer than|not less than|a minimum of|≥,\
        under|below|less than|fewer than|lower than|short of|<,\
        up to|as many as|as much as|at most|no more than|not more than|a maximum of|≤,\
        well over|well above|well in excess of|well more than|far more than|far over|far above|much more than|many more than,\
        well under|well below|well short of|far less than|far fewer than|far below|far under|much less than|many fewer than,\
        exactly|precisely",
    hedges_after: "or so|or thereabouts|give or take,,,,,or more|+,,or less|or fewer,,,exactly|precisely",
    fillers: "a|an|by|estimated|just|only|record|another",
    level: "to|from",
    from: "from",
    between: "between",
    to: "to|-",
    vague: "several|few|many|various|countless|couple of|handful of",
    per: "per|every|each",
    directions: "rise|rises|rose|risen|rising|increas*|up|upward|jump*|surge|surges|surged|surging|gain*|grow*|grew|climb*|higher|more|soar*|spik*|add|adds|\
        added|adding|appreciat*|raise|raises|raised|raising|lift*|improv*|expan*|rebound*|swell*,\
        fall|falls|fell|fallen|falling|drop*|declin*|decreas*|down|downward|cut|cuts|cutting|lower*|fewer|less|lose|loses|losing|lost|loss|losses|\
        shrink*|shrank|shrunk*|slip*|slide|slides|slid|sliding|dip|dips|dipped|dipping|off|plung*|plummet*|sink|sinks|sank|sunk|sinking|reduc*|\
        tumbl*|slump*|halv*",
    directions_after: "above,below",
    unchanged: "unchanged|no change|little changed|little change|flat|stable|steady|stagnant",
    softeners: "little|virtually|relatively|nearly|almost|largely|essentially|roughly|broadly|practically|basically|mostly|about",
    units: "%=percent|per cent,pp=percentage point|percentage points|point|points|percent points,pp/100=basis point|basis points,\
        ha=hectare|hectares,acre=acre|acres,km2=square kilomet*|square km|sq km,mi2=square mile|square miles|sq mile|sq miles|sq mi,\
        m2=square met*,ft2=square foot|square feet,km=kilometre|kilometres|kilometer|kilometers,mi=mile|miles,\
        m=metre|metres|meter|meters,ft=foot|feet,cm=centimet*,mm=millimet*,inch=inch|inches,t=tonne|tonnes|metric ton|metric tons|metric tonnes,\
        t&ton=ton|tons,ton=short ton|short tons,kg=kilogram|kilograms|kilo|kilos,lb&gbp=pound|pounds,lb=lbs,g=gram|grams,hm3=cubic hectomet*,\
        m3=cubic met*,l=litre|litres|liter|liters,degC=degrees celsius|degree celsius|celsius|° c|ºc,\
        degF=degrees fahrenheit|degree fahrenheit|fahrenheit|° f,\
        second=seconds,minute=minute|minutes,hour=hour|hours,day=day|days,week=week|weeks,month=month|months,quarter=quarter|quarters,\
        year=year|years,usd&cad&aud&mxn&cop&clp&ars=$|dollar|dollars,usd/100&eur/100&cad/100&mxn/100=cent|cents,gbp/100=pence,\
        usd=us $|us dollar|us dollars|u . s . dollars,cad=canadian dollar*,aud=australian dollar*,mxn&cop&clp&ars=peso|pesos,\
        mxn=mexican peso*,cop=colombian peso*,eur=euro|euros,inr=rupee|rupees,cny=yuan,jpy=yen,chf=franc|francs|swiss franc*,brl=reais|real",
    periods: "year=annual|yearly,quarter=quarterly,month=monthly,week=weekly,day=daily",
    months: "january|jan,february|feb,march|mar,april|apr,may,june|jun,july|jul,august|aug,september|sept|sep,october|oct,november|nov,december|dec",
    parts: "early|beginning of|start of,mid|middle of,late|end of",
    decade: "",
    decade_endings: "s|'s",
    vague_dates: "last|next|past|previous|before|after|spring|summer|autumn|fall|winter|quarter|half|weekend|monday|tuesday|wednesday|thursday|friday|\
        saturday|sunday",
    superlatives: "highest|largest|biggest|greatest|most|tallest,lowest|smallest|least|fewest,*est|best|worst|any other",
    top: "top|bottom",
    place: "number|no|no .|rank|ranks|ranked",
    one_of: "one of|among|some of",
    record: "record|records|all time|unprecedented|historic high|historic low|never before",
    near: "near|nearly|almost|close to|short of|shy of|just below|just under|approach*|not quite",
    not: "not|no|never|isn't|wasn't|weren't|aren't|didn't|neither|hardly|without|nor",
};

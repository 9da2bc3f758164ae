//! Spanish.

use super::lexicon::Language;

/// The words of Spanish.
pub const SPANISH: Language = Language {
    cardinals: [
        "cero,,dos,tres,cuatro,cinco,seis,siete,ocho,nueve,diez,once,doce,trece,catorce,quince,dieciséis,diecisiete,dieciocho,diecinueve,veinte,\
        veintiuno|veintiún|veintiuna,veintidós,veintitrés,veinticuatro,veinticinco,veintiséis,veintisiete,veintiocho,veintinueve",
        ",,,treinta,cuarenta,cincuenta,sesenta,setenta,ochenta,noventa",
        ",cien|ciento,doscient*,trescient*,cuatrocient*,quinient*,seiscient*,setecient*,ochocient*,novecient*",
    ],
    ordinals: ",primer|primero|primera|primeros|primeras,segund*,tercer|tercero|tercera,cuarto|cuarta,quinto|quinta,sexto|sexta,\
        séptimo|séptima,octavo|octava,noveno|novena,décimo|décima",
    ordinal_endings: "º|ª|er|o|a|.",
    magnitudes: ",,,mil|millar,,,millón|millones,,,,,,billón|billones",
    lone_magnitudes: "mil",
    short_magnitudes: ",,,,,,m",
    and: "y",
    one: "un|una|uno",
    none: "ningún|ninguna|ninguno",
    and_a_half: "y medio|y media|½",
    fractions: "mitad|medio,tercio*|tercera parte|terceras partes,cuarto|cuartos|cuarta parte|cuartas partes,quinto|quintos|quinta parte|\
        quintas partes,sexto|sextos|sexta parte|sextas partes,séptima parte,octavo|octavos|octava parte,novena parte,décima parte|décimas partes",
    lone_fractions: "mitad,tercera parte|tercio,cuarta parte,quinta parte,sexta parte,séptima parte,octava parte,novena parte,décima parte",
    fractions_of_one: "medio|media",
    in_every: "de cada|de|de los|de las|de entre",
    of: "de|del",
    multiples: "doble|dobles|dobló|doblado|doblaron|duplic*,triple|triplic*,cuádruple|cuadruplic*,quíntuple|quintuplic*",
    times: "veces",
    multiplied: "multiplic* por|factor de",
    times_more: "más|mayor*|superior*",
    halved: "a la mitad",
    groups: "docena|docenas,decena|decenas,lustro|lustros,década|décadas|decenio|decenios,siglo|siglos",
    plurals: "docenas,decenas,cientos|centenares,miles|millares,,,millones,,,,,,billones",
    hedges: "unos|unas|alrededor de*|en torno a|en torno al|cerca de*|aproximadamente|del orden de*|más o menos|próximo a*|hacia|~,\
        casi|poco menos de*|algo menos de*|ligeramente inferior a*|roza*|rozó|cerca ya de*,\
        poco más de*|algo más de*|apenas más de*|ligeramente superior a*,\
        más de*|superior a*|superiores a*|superó|supera|superan|superaron|superado|por encima de*|sobrepas*|mayor de*|mayor a*|rebas*|excedió|\
        excede*|arriba de*,,\
        al menos|por lo menos|como mínimo|cuando menos|no menos de*|un mínimo de,\
        menos de*|por debajo de*|inferior a*|inferiores a*|menor de*|menor a*|debajo de*,\
        hasta|como máximo|a lo sumo|como mucho|no más de*|un máximo de,\
        muy por encima de*|mucho más de*|muy superior a*|bastante más de*,\
        muy por debajo de*|mucho menos de*|muy inferior a*|bastante menos de*,\
        exactamente|precisamente",
    hedges_after: "aproximadamente|más o menos,,y pico,,,o más|como mínimo|al menos|por lo menos,,o menos|como máximo,,,exactamente",
    fillers: "un|una|unos|unas|el|la|los|las|de|del|en",
    level: "a|al|desde|hasta el|hasta la|hasta los|hasta las|sube hasta|suben hasta|subi* hasta|subió hasta|crec* hasta|aument* hasta|alza hasta|\
        ascen* hasta|ascien* hasta|elev* hasta|dispar* hasta|repunt* hasta|avanz* hasta|lleg* hasta|cae hasta|caen hasta|cay* hasta|caíd* hasta|\
        baja hasta|bajan hasta|bajó hasta|bajar* hasta|reduc* hasta|reduj* hasta|descen* hasta|descien* hasta|disminu* hasta|retroce* hasta|\
        desplom* hasta",
    from: "de|del|desde",
    between: "entre",
    to: "a|al|-",
    vague: "varios|varias|algunos|algunas|muchos|muchas|pocos|pocas|numerosos|numerosas",
    per: "por|cada",
    directions: "sube|suben|subi*|subí*|subió|subida*|crec*|aument*|increment*|alza|alzas|más|superior*|mayor*|dispar*|repunt*|ascen*|ascien*|avanz*|avance*|\
        suma|suman|sumó|sumaron|sumar|gana|ganan|ganó|ganaron,\
        cae|caen|cay*|caer*|caíd*|baja|bajan|bajó|bajar*|bajad*|reduc*|reduj*|descen*|descien*|disminu*|menos|menor*|inferior*|perd*|pérdida*|\
        pierd*|retroce*|desplom*|recort*",
    directions_after: "por encima,por debajo",
    unchanged: "sin cambios|estable|estables|igual|invariable|sin variación|estancad*",
    softeners: "casi|prácticamente|relativamente|apenas",
    units: "%=por ciento|por cien,pp=punto|puntos|punto porcentual|puntos porcentuales,pp/10=décima|décimas,pp/100=punto básico|puntos básicos,\
        ha=hectárea|hectáreas,acre=acre|acres,km2=kilómetro cuadrado|kilómetros cuadrados,mi2=milla cuadrada|millas cuadradas,\
        m2=metro cuadrado|metros cuadrados,km=kilómetro|kilómetros,mi=milla|millas,m=metro|metros,ft=pie|pies,cm=centímetro|centímetros,\
        t=tonelada|toneladas,kg=kilo|kilos|kilogramo|kilogramos,lb=libra|libras,g=gramo|gramos,hm3=hectómetro cúbico|hectómetros cúbicos,\
        m3=metro cúbico|metros cúbicos,l=litro|litros,degC=° c|ºc|grados celsius|grados centígrados,degF=° f|grados fahrenheit,\
        second=segundos,minute=minuto|minutos,hour=hora|horas,day=día|días,week=semana|semanas,month=mes|meses,\
        quarter=trimestre|trimestres,year=año|años,usd&cad&aud=dólar|dólares,usd&cop&mxn&clp&ars=$,eur=euro|euros,mxn&cop&clp&ars=peso|pesos,\
        pen=sol|soles,brl=real|reales,chf=franco|francos,jpy=yen|yenes,gbp=libra esterlina|libras esterlinas,eur/100&usd/100=céntimo*|centavo*",
    periods: "year=anual|interanual,quarter=trimestral,month=mensual,week=semanal,day=diari*",
    months: "enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre|setiembre,octubre,noviembre,diciembre",
    parts: "principios de*|comienzos de*|inicios de*,mediados de*,finales de*|fines de*",
    decade: "años|los",
    decade_endings: "",
    vague_dates: "pasado|pasada|próximo|próxima|último|última|antes|después|tras|primavera|verano|otoño|invierno|trimestre|semestre|lunes|martes|\
        miércoles|jueves|viernes|sábado|domingo",
    superlatives: "mayor|mayores|máxim*|alto|alta|altos|altas|grande|grandes|elevad*,menor|menores|mínim*|bajo|baja|bajos|bajas|pequeñ*|menos,\
        más|peor|peores|mejor|mejores",
    top: "primeros|primeras",
    place: "número|puesto|lugar|nº",
    one_of: "uno de|una de|entre",
    record: "récord|récords|máximo histórico|mínimo histórico|máximos históricos|mínimos históricos|sin precedentes|inédit*|nunca antes",
    near: "casi|cerca de*|próximo a*|al borde de*|roza*",
    not: "no|ni|sin|nunca|tampoco",
};

//! The members that each object of a spec can have, and the check that it has no others.
//!
//! The names are those of Vega-Lite 6. What is not among them would be passed over in silence by Vega-Lite; here it is an error that
//! says where it stands and which name may have been meant.

use crate::grammar::json::Json;
use crate::report::{Place, Problem, nearest};
use crate::spec::Value;

/// Members of a view.
const VIEW: &str = "$schema align autosize background bounds center columns concat config data datasets description encoding facet hconcat \
    height layer mark name padding params projection repeat resolve spacing spec title transform usermeta vconcat view width";

/// Members of a mark.
const MARK: &str = "align angle aria ariaRole ariaRoleDescription aspect band bandSize baseline binSpacing blend borders box clip color \
    continuousBandSize cornerRadius cornerRadiusBottomLeft cornerRadiusBottomRight cornerRadiusEnd cornerRadiusTopLeft \
    cornerRadiusTopRight cursor description dir discreteBandSize dx dy ellipsis extent fill fillOpacity filled font fontSize \
    fontStyle fontWeight height href innerRadius interpolate invalid limit line lineBreak lineHeight median minBandSize \
    opacity order orient outerRadius outliers padAngle point radius radius2 radius2Offset radiusOffset rule shape size \
    smooth stroke strokeCap strokeDash strokeDashOffset strokeJoin strokeMiterLimit strokeOffset strokeOpacity strokeWidth \
    style tension text theta theta2 theta2Offset thetaOffset thickness ticks time timeUnitBandPosition timeUnitBandSize \
    tooltip type url width x x2 x2Offset xOffset y y2 y2Offset yOffset";

/// Members of an encoding.
const ENCODING: &str = "angle color column description detail facet fill fillOpacity href key latitude latitude2 longitude longitude2 opacity \
    order radius radius2 row shape size stroke strokeDash strokeOpacity strokeWidth text theta theta2 time tooltip url x x2 \
    xError xError2 xOffset y y2 yError yError2 yOffset";

/// Members of a channel.
const CHANNEL: &str = "aggregate align axis bandPosition bin center columns condition datum field filter format formatType header impute legend \
    rescale scale sort spacing stack timeUnit title tooltip type value";

/// Members of a scale.
const SCALE: &str = "align base bins clamp constant domain domainMax domainMid domainMin domainRaw exponent interpolate nice padding \
    paddingInner paddingOuter range rangeMax rangeMin reverse round scheme type zero";

/// Members of an axis.
const AXIS: &str = "aria bandPosition description disable domain domainCap domainColor domainDash domainDashOffset domainOpacity domainWidth \
    encoding format formatType grid gridCap gridColor gridDash gridDashOffset gridOpacity gridWidth labelAlign labelAngle \
    labelBaseline labelBound labelColor labelExpr labelFlush labelFlushOffset labelFont labelFontSize labelFontStyle \
    labelFontWeight labelLimit labelLineHeight labelOffset labelOpacity labelOverlap labelPadding labelSeparation labels \
    maxExtent minExtent offset orient position style tickBand tickCap tickColor tickCount tickDash tickDashOffset tickExtra \
    tickMinStep tickOffset tickOpacity tickRound tickSize tickWidth ticks title titleAlign titleAnchor titleAngle \
    titleBaseline titleColor titleFont titleFontSize titleFontStyle titleFontWeight titleLimit titleLineHeight titleOpacity \
    titlePadding titleX titleY translate values zindex";

/// Members of a legend.
const LEGEND: &str = "aria clipHeight columnPadding columns cornerRadius description direction disable encoding fillColor format formatType \
    gradientLength gradientOpacity gradientStrokeColor gradientStrokeWidth gradientThickness gridAlign labelAlign \
    labelBaseline labelColor labelExpr labelFont labelFontSize labelFontStyle labelFontWeight labelLimit labelOffset \
    labelOpacity labelOverlap labelPadding labelSeparation legendX legendY offset orient padding rowPadding strokeColor \
    symbolDash symbolDashOffset symbolFillColor symbolLimit symbolOffset symbolOpacity symbolSize symbolStrokeColor \
    symbolStrokeWidth symbolType tickCount tickMinStep title titleAlign titleAnchor titleBaseline titleColor titleFont \
    titleFontSize titleFontStyle titleFontWeight titleLimit titleLineHeight titleOpacity titleOrient titlePadding type \
    values zindex";

/// Members of a header.
const HEADER: &str = "format formatType labelAlign labelAnchor labelAngle labelBaseline labelColor labelExpr labelFont labelFontSize \
    labelFontStyle labelFontWeight labelLimit labelLineHeight labelOrient labelPadding labels orient title titleAlign \
    titleAnchor titleAngle titleBaseline titleColor titleFont titleFontSize titleFontStyle titleFontWeight titleLimit \
    titleLineHeight titleOrient titlePadding";

/// Members of bins.
const BIN: &str = "anchor base binned divide extent maxbins minstep nice step steps";

/// Members of data.
const DATA: &str = "format graticule name sequence sphere url values";

/// Members of a format of data.
const FORMAT: &str = "delimiter feature filter header mesh parse property type";

/// Members of a transform.
const TRANSFORM: &str = "aggregate as bandwidth bin calculate counts cumulative default density extent field filter flatten fold frame from \
    groupby ignorePeers impute joinaggregate key keyvals limit loess lookup maxsteps method minsteps offset on op order \
    param params pivot probs quantile regression resolve sample sort stack step steps timeUnit value window";

/// Members of a projection.
const PROJECTION: &str = "center clipAngle clipExtent coefficient distance extent fit fraction lobes parallel parallels pointRadius precision \
    radius ratio reflectX reflectY rotate scale size spacing tilt translate type";

/// Members of a title.
const TITLE: &str = "align anchor angle aria baseline color dx dy encoding font fontSize fontStyle fontWeight frame limit lineHeight offset \
    orient style subtitle subtitleColor subtitleFont subtitleFontSize subtitleFontStyle subtitleFontWeight \
    subtitleLineHeight subtitlePadding text zindex";

/// Members of the configuration.
const CONFIG: &str = "arc area aria autosize axis axisBand axisBottom axisDiscrete axisLeft axisPoint axisQuantitative axisRight axisTemporal \
    axisTop axisX axisXBand axisXDiscrete axisXPoint axisXQuantitative axisXTemporal axisY axisYBand axisYDiscrete \
    axisYPoint axisYQuantitative axisYTemporal background bar boxplot circle concat countTitle customFormatTypes errorband \
    errorbar facet fieldTitle font geoshape header headerColumn headerFacet headerRow image legend line lineBreak locale \
    mark normalizedNumberFormat normalizedNumberFormatType numberFormat numberFormatType padding params point projection \
    range rect rule scale selection signals square style text tick timeFormat timeFormatType title tooltipFormat trail view";

/// Members of a parameter.
const PARAM: &str = "bind expr name react select value views";

/// Members of resolve.
const RESOLVE: &str = "axis legend scale";

/// Members of impute.
const IMPUTE: &str = "frame keyvals method value";

/// Members of a time unit.
const TIME_UNIT: &str = "binned maxbins step unit utc";

/// Members of a lookup.
const LOOKUP: &str = "data fields key param";

/// Members of the look of a view.
const VIEW_LOOK: &str = "clip cornerRadius cursor fill fillOpacity opacity stroke strokeCap strokeDash strokeDashOffset strokeJoin \
    strokeMiterLimit strokeOpacity strokeWidth style";

/// Members of autosize.
const AUTOSIZE: &str = "contains resize type";

/// Objects deeper in each other than this are not looked at.
const DEPTH: usize = 40;

/// What an object is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    View,
    Mark,
    Encoding,
    Channel,
    Scale,
    Axis,
    Legend,
    Header,
    Bin,
    Data,
    Format,
    Transform,
    Projection,
    Title,
    Config,
    Param,
    Resolve,
    Impute,
    TimeUnit,
    Lookup,
    ViewLook,
    Autosize,
}

impl Kind {
    fn names(self) -> &'static str {
        match self {
            Kind::View => VIEW,
            Kind::Mark => MARK,
            Kind::Encoding => ENCODING,
            Kind::Channel => CHANNEL,
            Kind::Scale => SCALE,
            Kind::Axis => AXIS,
            Kind::Legend => LEGEND,
            Kind::Header => HEADER,
            Kind::Bin => BIN,
            Kind::Data => DATA,
            Kind::Format => FORMAT,
            Kind::Transform => TRANSFORM,
            Kind::Projection => PROJECTION,
            Kind::Title => TITLE,
            Kind::Config => CONFIG,
            Kind::Param => PARAM,
            Kind::Resolve => RESOLVE,
            Kind::Impute => IMPUTE,
            Kind::TimeUnit => TIME_UNIT,
            Kind::Lookup => LOOKUP,
            Kind::ViewLook => VIEW_LOOK,
            Kind::Autosize => AUTOSIZE,
        }
    }

    /// What the member `key` of an object of this kind is, where it is an object, or a list of such.
    fn inner(self, key: &str) -> Option<Kind> {
        Some(match (self, key) {
            (Kind::View, "mark") => Kind::Mark,
            (Kind::View, "encoding") => Kind::Encoding,
            (Kind::View, "data") | (Kind::Lookup, "data") => Kind::Data,
            (Kind::View, "transform") => Kind::Transform,
            (Kind::View, "projection") => Kind::Projection,
            (Kind::View, "title") => Kind::Title,
            (Kind::View, "config") => Kind::Config,
            (Kind::View, "params") => Kind::Param,
            (Kind::View, "resolve") => Kind::Resolve,
            (Kind::View, "view") => Kind::ViewLook,
            (Kind::View, "autosize") => Kind::Autosize,
            (Kind::View, "layer" | "concat" | "hconcat" | "vconcat" | "spec") => Kind::View,
            (Kind::Encoding, _) => Kind::Channel,
            (Kind::Channel, "scale") => Kind::Scale,
            (Kind::Channel, "axis") => Kind::Axis,
            (Kind::Channel, "legend") => Kind::Legend,
            (Kind::Channel, "header") => Kind::Header,
            (Kind::Channel | Kind::Transform, "bin") => Kind::Bin,
            (Kind::Channel | Kind::Transform, "timeUnit") => Kind::TimeUnit,
            (Kind::Channel, "impute") => Kind::Impute,
            (Kind::Data, "format") => Kind::Format,
            (Kind::Transform, "from") => Kind::Lookup,
            _ => return None,
        })
    }
}

/// The members of a spec that nothing knows.
pub(crate) fn check(spec: &Value) -> Vec<Problem> {
    let mut out = Vec::new();
    object(spec, Kind::View, "", 0, &mut out);
    out
}

fn object(value: &Value, kind: Kind, path: &str, depth: usize, out: &mut Vec<Problem>) {
    if depth > DEPTH {
        return;
    }
    if let Value::Array(items) = value {
        for (i, item) in items.iter().enumerate() {
            object(item, kind, &format!("{path}/{i}"), depth + 1, out);
        }
        return;
    }
    // An expression stands in for anything.
    if value.has("expr") && kind != Kind::Param {
        return;
    }
    for (key, member) in value.members() {
        let place = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
        if !kind.names().split_ascii_whitespace().any(|name| name == key) {
            let remedy = match nearest(key, kind.names().split_ascii_whitespace()) {
                Some(near) => format!("write \"{near}\" if that is meant, or take it out"),
                None => "take it out".into(),
            };
            let found = format!("\"{key}\" is nothing that Vega-Lite knows here");
            out.push(crate::problem!(Error, "unknown-member", Place::Path(place.clone()), found, remedy));
            continue;
        }
        if let Some(inner) = kind.inner(key) {
            object(member, inner, &place, depth + 1, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::json::parse;

    #[test]
    fn what_nobody_knows_is_named_with_its_place_and_a_likely_name() {
        let spec = parse(r#"{"layer": [{"mark": "bar", "encoding": {"x": {"field": "a", "agregate": "mean"}}}], "width": 5}"#).unwrap();
        let problems = check(&spec);
        assert_eq!(problems.len(), 1);
        let text = problems[0].to_string();
        assert!(text.starts_with("/layer/0/encoding/x/agregate: ") && text.contains("\"aggregate\""), "{text}");
    }
}

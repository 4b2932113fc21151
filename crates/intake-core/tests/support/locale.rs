//! A few languages, as `Intl` would describe them.

use intake_core::answer::DatePart::{Day, Month, Year};
use intake_core::answer::{DateFormat, Locale, NumberFormat};

pub struct Language {
    numbers: NumberFormat,
    dates: DateFormat,
    months: [Vec<String>; 2],
    currency: &'static str,
}

impl Language {
    pub fn new(tag: &str) -> Self {
        let (decimal, group) = match tag {
            "en" | "en-GB" | "en-US" | "es-MX" => ('.', ','),
            "es" | "es-ES" | "de" => (',', '.'),
            "ar" | "ar-EG" => ('\u{66b}', '\u{66c}'),
            "de-CH" => ('.', '\u{2019}'),
            _ => (',', '\u{a0}'),
        };
        let order = match tag {
            "en" | "en-US" => [Month, Day, Year],
            "sv" => [Year, Month, Day],
            _ => [Day, Month, Year],
        };
        let own = match tag.split('-').next().unwrap_or_default() {
            "sv" => "januari februari mars april maj juni juli augusti september oktober november december",
            "pl" => {
                "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien \
                 stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia"
            }
            "es" => {
                "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre \
                 ene feb mar abr may jun jul ago sept oct nov dic"
            }
            "uk" => {
                "січень лютии березень квітень травень червень липень серпень вересень жовтень листопад грудень \
                 січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
            }
            "ar" => {
                "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر \
                 كانون_الثاني شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين_الاول تشرين_الثاني كانون_الاول"
            }
            "fi" => {
                "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu marraskuu joulukuu"
            }
            _ => "",
        };
        let english = "january february march april may june july august september october november december \
                       jan feb mar apr may jun jul aug sep oct nov dec";
        let names = |text: &str| text.split_whitespace().map(|name| name.replace('_', " ")).collect();
        Self {
            numbers: NumberFormat { decimal, group, settled: !matches!(tag, "es" | "ar") },
            dates: DateFormat { order, settled: tag != "en" },
            months: [names(own), names(english)],
            currency: match tag {
                "sv" => "kronor krona svenska",
                "pl" => "zł złotych złote",
                "uk" => "гривень гривні",
                _ => "dollars dollar us us$",
            },
        }
    }
}

impl Locale for Language {
    fn numbers(&self) -> NumberFormat {
        self.numbers
    }

    fn dates(&self) -> DateFormat {
        self.dates
    }

    fn fold(&self, word: &str) -> String {
        let plain = |c| match c {
            'á' | 'à' | 'å' => 'a',
            'ę' | 'é' => 'e',
            'ń' => 'n',
            'ś' => 's',
            'ź' | 'ż' => 'z',
            'й' => 'и',
            'أ' | 'إ' | 'آ' => 'ا',
            c => c,
        };
        word.to_lowercase().chars().map(plain).collect()
    }

    fn months(&self) -> [&[String]; 2] {
        let [own, english] = &self.months;
        [own, english]
    }

    fn currency(&self, _: &str) -> Vec<String> {
        self.currency.split(' ').map(str::to_owned).collect()
    }
}

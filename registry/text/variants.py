"""Old and variant forms of kanji, each with the form that text is compared in.

The table holds the old forms (旧字体) of the 常用漢字 that have a code point of their own, and variants that
are usual in names of people and places. Forms that Unicode normalisation (NFKC) already unites are not
listed. It serves comparing only: folded text is never shown, for elsewhere 龍 and 竜 are different names.
"""

_GROUPS = """
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 稲稻 飲飮 隠隱 栄榮 営營 衛衞 鋭銳 駅驛 悦悅 閲閱 円圓
塩鹽 縁緣 艶艷豔 応應 欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩 仮假 価價 画畫畵 会會 絵繪 回囘
壊壞 懐懷 概槪 拡擴 殻殼 覚覺 学學斈 岳嶽 楽樂 渇渴 巻卷 陥陷 勧勸 寛寬 関關 歓歡 観觀 館舘
缶罐 顔顏 巌巖 気氣 帰歸 既旣 亀龜 器噐 偽僞 戯戲戱 犠犧 却卻 旧舊 拠據 挙擧 虚虛 峡峽 挟挾
狭狹 強强 教敎 郷鄕 暁曉 区區 駆驅駈 勲勳 群羣 径徑 恵惠 掲揭 渓溪谿 経經 継繼 茎莖 蛍螢
軽輕 鶏鷄雞 芸藝 撃擊 決决 研硏 県縣 倹儉 剣劍劒劔剱 圏圈 険險 検檢 献獻 権權 顕顯 験驗 厳嚴
戸戶 呉吳 娯娛 効效 恒恆 広廣 黄黃 鉱鑛礦砿 号號 国國圀 黒黑 歳歲 済濟 砕碎 斎齋 剤劑 雑雜襍
参參 桟棧 蚕蠶 惨慘 産產 賛贊 残殘 糸絲 姉姊 歯齒 児兒 辞辭 湿濕 実實 写寫冩 舎舍 釈釋 寿壽
収收 従從 渋澁 獣獸 縦縱 粛肅 処處 緒緖 叙敍敘 将將 奨奬獎 称稱 渉涉 焼燒 証證 状狀 乗乘
剰剩 浄淨 条條 畳疊 縄繩 壌壤 嬢孃 譲讓 醸釀 嘱囑 触觸 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉
穂穗 随隨 髄髓 枢樞 数數 瀬瀨 清淸 静靜 声聲 青靑 斉齊 税稅 説說 窃竊 摂攝 絶絕 専專 浅淺
戦戰 践踐 潜潛 銭錢 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插揷 巣巢 曽曾 装裝 総總惣 騒騷
増增 蔵藏 臓臟 即卽 属屬 続續 堕墮 対對 体體躰 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 脱脫 担擔 単單
胆膽 団團 弾彈 断斷 痴癡 遅遲 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 逓遞 鉄鐵銕鉃 点點
転轉 伝傳 灯燈 当當 党黨 盗盜 闘鬪鬭 徳德悳 独獨 読讀 届屆 内內 弐貳 悩惱 脳腦 覇霸 拝拜
廃廢 売賣 麦麥 発發 髪髮 抜拔 晩晚 蛮蠻 秘祕 浜濱濵 瓶甁 払拂 仏佛 併倂 並竝 変變 辺邊邉
弁辨瓣辯 歩步 宝寶寳 豊豐 褒襃 没沒 翻飜 毎每 万萬 満滿 麺麵 黙默 訳譯 薬藥 与與 予豫 余餘
誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 両兩 猟獵 緑綠 隣鄰 塁壘 涙淚 礼禮 励勵 霊靈灵 齢齡
暦曆 歴歷 恋戀 炉爐 労勞 楼樓 録錄 湾灣 剥剝 頬頰 填塡 叱𠮟 餅餠 遥遙 瑶瑤 尭堯 槙槇 亘亙
弥彌 彦彥 晋晉 竜龍 凛凜 蒋蔣 莱萊 倶俱 繋繫 躯軀 撹攪 迩邇 賎賤 顛顚 醤醬 繍繡 蝉蟬 蝋蠟
鴎鷗 噛嚙 掻搔 騨驒 鹸鹼 麹麴 焔焰 涜瀆 祷禱 箪簞 蛎蠣 梼檮 祢禰 砺礪 諌諫 頸頚 鯵鰺 鶯鴬
芦蘆 淵渕渊 崎﨑嵜碕 高髙 島嶋嶌嶹 峰峯 吉𠮷 富冨 土圡 柳栁桺 桑桒 橋槗 喜㐂 野埜 松枩柗 柏栢
桧檜 秋穐龝 籠篭 薮藪籔 壷壺 靭靱 枡桝 釜竈竃 沖冲 涼凉 準凖 減减 況况 氷冰 煙烟 略畧 留畄
鼓皷 蓋盖 窓窗窻 糧粮 糾糺 綿緜 脈脉 恥耻 婿壻聟 船舩 舗鋪舖 裏裡 解觧 讃讚 質貭 鼠鼡 雁鴈
面靣 棋棊 州刕 凡凢 卯夘 厨廚 厩廐 兎兔 曳曵 函凾 冴冱 弯彎 蕊蘂 庵菴 荊荆 穎頴 薫薰 郎郞
穣穰 屏屛 并幷 侠俠 呑吞 醗醱 姫姬 鶴靏靍 磯礒 村邨 隷隸 戻戾
"""

VARIANTS: dict[str, str] = {variant: group[0] for group in _GROUPS.split() for variant in group[1:]}
"""Each old or variant form with the form that stands for it; no value is itself a key."""

"""Words of headings by which ``roles`` tells what a column holds; parted by spaces and line breaks, folded there."""

DEALING = """
申請者 申請人 届出者 届出人 申込者 申込人 応募者 請求者 所有者 所有権者 土地所有者 建物所有者 保護者
利用者 会員 組合員 参加者 受給者 対象者 患者 児童 生徒 園児 学生 被保険者 世帯員 住民 本人 相談者
要支援者 避難者 親権者 入居者 入所者 納税者 納税義務者 義務者 名義人 占有者 権利者 相続人 寄附者 寄付者
被害者 加害者 遺族 緊急連絡先 家族 配偶者 協力者 職員 従業員 社員 受講者 登録者 死亡者 故人 使用者
飼い主 飼主 購入者 借主 借受人 依頼者 applicant applicantname owner ownername guardian username
"""
"""Private persons (and firms) who deal with an office."""

FIRMS = """
団体名 団体 法人名 法人の名称 企業名 会社名 事業者 事業主 営業者 開設者 設置者 運営者 運営主体 運営団体
経営者 経営主体 落札者 受注者 契約者 契約の相手方 契約相手方 契約相手 許可業者 許可を受けた者 交付先
貸付先 主催 主催者 連絡先名称 連絡先 問合せ先 問い合わせ先 所有者等 所有 生産者 農業者 出店者 占用者
施工者 指定管理者 業者名 業者
"""
"""Bodies and firms, among which sole proprietors stand."""

POSTS = """
代表者 代表 管理者 管理人 施設長 園長 校長 院長 館長 所長 会長 理事長 副理事長 理事 監事 役員 責任者
主任者 主任 担当者 担当 講師 医師 医師名 薬剤師 管理薬剤師 民生委員 児童委員 自治会長 区長名 町内会長
支配人 店長 取締役 代表取締役 社長 幹事 事務局長 指導者 コーチ 監督者 corporaterepresentative
representative representativename manager managername director
"""
"""Persons named for their post."""

PUBLIC = """
議員 市長 町長 村長 知事 議長 大臣 首長 候補者 作者 作家 著者 著作者 筆者 執筆者 画家 彫刻家 原作 監督
出演 歴代 人物 設計者 作曲 作詞 制作者 製作者 発見者 命名者 創建 開基 城主 藩主 偉人 受賞者 名誉市民
被葬者 祭神 作品 撮影者
"""
"""Persons of public life, authors, historical persons."""

PERSON_CODES = """
基礎年金番号 年金番号 年金手帳番号 運転免許証番号 運転免許番号 運転免許証の番号 旅券番号 パスポート番号
被保険者番号 被保険者証番号 被保険者記号番号 保険証番号 被保険者証記号 被保険者証の番号 住民票コード
在留カード番号 特別永住者証明書番号 雇用保険被保険者番号
"""
"""Numbers that are 個人識別符号."""

ACCOUNTS = """
宛名番号 世帯番号 世帯コード 個人コード 個人id 住民番号 学籍番号 職員番号 社員番号 患者番号 患者id
受給者番号 受給者証番号 納税者番号 整理番号個人
"""
"""Numbers that an office or bank gives to a person."""

GRAVE = """
病歴 既往歴 既往症 犯罪歴 犯罪経歴 前科 前科前歴 逮捕歴 障害名 障害等級 障害の等級 障害程度 障害の程度
障害者手帳番号 障害者手帳等級 身体障害者手帳番号 身体障害者手帳 療育手帳番号 療育手帳
精神障害者保健福祉手帳番号 手帳等級 障害支援区分 信条 思想信条 社会的身分 同和
"""
"""要配慮個人情報, said outright."""

GRAVE_BESIDE = """
人種 民族 疾患 傷病 病名 診断 症状 障害 罪名 刑罰 犯罪 被害内容 要介護 介護度 アレルギー 服薬 健診結果
検査結果 妊娠 宗教 信仰 生活保護 虐待
"""
"""要配慮個人情報 where the rows are persons; elsewhere names of equipment, statistics, subjects."""

STATUS_BESIDE = """
国籍 国籍地域 職業 勤務先 性別 婚姻 婚姻状況 婚姻歴 配偶者の有無 収入 年収 所得 所得額 所得金額 税額
課税額 滞納 滞納額 資産 学歴 最終学歴 成績 在留資格 在留期間 世帯構成 家族構成
"""
"""Family, origin and living where the rows are persons."""

PLACES = """
名称 施設名 屋号 商号 店名 店舗名 イベント名 件名 案件名 事業名 工事名 路線名 停留所名 物件名 公園名
学校名 園名 病院名 薬局名 文化財名 行事名 大会名 公演名 name title label facilityname
"""
"""Headings that begin with these name places, firms, events."""

PLACE_ENDINGS = """
施設名 施設名称 事業所名 事業所名称 営業所名 店舗名 医療機関名 会社名 企業名 法人名 学校名 屋号 商号
園名 館名 病院名 事業所の名称 施設の名称 設置場所 設置箇所 会場名
"""
"""Headings that end with these do so too."""

NEVER = """
施設 所在地 所在 地名 地区 地域 町字 大字 市区町村 都道府県 地方公共団体 駅 学校 路線 停留所 バス 河川
橋 会場 場所 方書 建物 種別 種類 分類 区分 業種 業態 コード 緯度 経度 座標 画像 ライセンス url 日付
年月日 時間 曜日 料金 名称 品目 商品 文化財 行政区 部署 課名 所属 ファイル 説明英語 概要英語 面積 単位
年度 時代 系統 樹種
"""
"""Headings with these hold no persons."""

PUBLIC_CONTEXT = "没年 死没 会派 選挙区 党派 政党 当選 議席 期数 歴代 名誉市民 命日 生没年 在任"
"""Columns beside elected or historical persons."""

NAMES = """
お名前 姓名 フルネーム 個人名 fullname personname firstname lastname givenname familyname
"""
"""Names of persons, without 氏名."""

NAME_ENDINGS = """
名 名称 氏名 名前 の氏名 の名前 カナ フリガナ ヨミ ヨミガナ 氏名カナ 氏名フリガナ ローマ字 氏名英字
"""
"""What may stand behind a word for persons."""

READINGS = "フリガナ カナ ヨミ ヨミガナ カナ氏名 ローマ字"
"""Readings, which belong to the column at their left."""

MY_NUMBERS = "個人番号マイナンバー マイナンバー個人番号 個人番号12桁 マイナンバー番号 12桁個人番号"
"""個人番号 in other words."""

BANK_ACCOUNTS = "口座番号 口座名義 振込口座 預金口座 クレジットカード番号 カード番号"
"""Accounts."""

BIRTHS = "生年月日 誕生日 出生日 生まれ 出生年月日 birthday birthdate dateofbirth"
"""Dates of birth."""

AGES = "年齢 年令 満年齢 現在年齢 申請者年齢 本人年齢 対象者年齢 利用者年齢 児童年齢 世帯主年齢"
"""Ages of persons; 対象年齢 of an event is none."""

PLACES_OF_ADDRESS = "ip 施設 事業所 店舗 会場 場所 学校 事務所 営業所 勤務先 法人 連絡先 コード"
"""Addresses of places."""

STATUS = "本籍 本籍地 続柄 世帯主との続柄 続き柄 前住所 転入前住所 転出先住所 転出先"
"""Family and origin, said outright."""
